using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Editing;

// The weights of other moments, for planes through them.
internal sealed partial class BranchNavigation
{
    /// <summary>The first runner's weights at steps of a branch, [parameters] each; trains again what no checkpoint has. Blocks.</summary>
    /// <exception cref="UserErrorException">The branch no longer exists.</exception>
    public IReadOnlyList<float[]> WeightsAt(int number, IReadOnlyList<long> steps)
    {
        var branch = Find(number);
        var (runner, here) = (_scene.Race.Runners[0], Position);
        var (path, isMoved) = (new List<float[]>(steps.Count), false);
        foreach (var step in steps)
        {
            var to = PositionAt(branch, step);
            var weights = new float[Leader.Experiment.Shape.ParameterCount];
            if (Timeline.Find(branch, runner.GameObject.Name, to.Step, to.Edits) is { } kept && kept.Position.Step == to.Step && kept.Position.Edits == to.Edits)
            {
                kept.State.Parameters.CopyTo(weights, 0);
            }
            else
            {
                if (isMoved || to != here)
                    Rebuild(runner, branch, to);
                isMoved |= to != here;
                Leader.Session.ReadParameters(weights);
            }
            path.Add(weights);
        }
        if (isMoved)
            Rebuild(runner, Branch, here);
        return path;
    }

    /// <summary>The first runner's weights at a moment, with its step. Blocks.</summary>
    /// <exception cref="UserErrorException">There is no such branch, or it does not reach that far.</exception>
    public (long Step, float[] Weights) WeightsAt(WeightPlace place)
    {
        if (place.Branch.Length > 0 && Branch.FindMoment(_branches, place.Branch) is var (of, at))
            return (at, WeightsAt(of.Number, [at])[0]);
        var branch = place.Branch.Length == 0 ? Branch
            : _branches.Find(branch => branch.Name.Replace(" ", "").Equals(place.Branch, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserErrorException($"there is no branch or moment '{place.Branch}'; there are: {string.Join(", ", _branches.Select(branch => branch.Name.Replace(" ", "")).Concat(_branches.SelectMany(branch => branch.Moments).Select(moment => moment.Name)))}");
        var end = place.Branch.Length == 0 ? Leader.EnqueuedSteps : branch.Tip;
        var step = place.Step is not { } given ? end : place.IsShare ? end * Math.Min(given, 100) / 100 : given;
        if (step > branch.Tip)
            throw new UserErrorException($"{branch.Name} ends at step {branch.Tip}, before {step}; name an earlier step");
        return (step, WeightsAt(branch.Number, [step])[0]);
    }
}
