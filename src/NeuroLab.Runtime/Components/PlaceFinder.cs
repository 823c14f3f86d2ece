using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>Finds sets of weights: of files, of the runners of a race, and of the moments that a host keeps.</summary>
internal sealed class PlaceFinder(Race race)
{
    /// <summary>
    /// The weights of the first runner at a moment of a branch, with its step; null if the host keeps none but the start.
    /// </summary>
    public Func<WeightPlace, (long Step, float[] Weights)>? Moments { get; set; }

    /// <summary>Finds a set of weights, [parameters], and returns it with its place pinned. Blocks.</summary>
    /// <exception cref="UserErrorException">There is no such place, or its weights are of another network.</exception>
    public (WeightPlace Place, float[] Weights) Find(WeightPlace place)
    {
        var (step, weights) = Read(place);
        return (place.Pinned(weights, step), weights);
    }

    /// <summary>Reads the file of a place. Blocks.</summary>
    /// <exception cref="UserErrorException">It is damaged, of another network, or not the one that was pinned.</exception>
    public static float[] ReadFile(WeightPlace place, NetworkShape shape)
    {
        var weights = StoredNetwork.Load(place.Path!, null, shape, "give weights of this network").Parameters;
        place.Check(weights);
        return weights;
    }

    private (long Step, float[] Weights) Read(WeightPlace place)
    {
        var leader = race.Runners[0].Trainer;
        if (place.Path is not null)
            return (0, ReadFile(place, leader.Experiment.Shape));
        if (place.Text == WeightPlace.Now)
            return (0, Current(leader));
        if (place.Runner > race.Runners.Count)
            throw new UserErrorException($"there is no runner {place.Runner}; the race has {race.Runners.Count}");
        if (place.Runner > 0)
            return (0, Current(Same(race.Runners[place.Runner - 1])));
        if (place is { Branch: "", Step: 0 })
            return (0, leader.StartState.Parameters);
        return Moments is { } moments
            ? moments(place)
            : throw new UserErrorException($"{place.Title} of a run is not kept here; name a file, @0 or {WeightPlace.Now}");
    }

    private Trainer Same(Runner runner) => runner.Trainer.Experiment.Shape.HasSkips == race.Runners[0].Trainer.Experiment.Shape.HasSkips
        ? runner.Trainer
        : throw new UserErrorException($"{runner.Title}: its weights are of another network than those of {race.Runners[0].Title}; choose a runner of the same one");

    private float[] Current(Trainer trainer)
    {
        trainer.TrainTo(race.Runners[0].Trainer.EnqueuedSteps);
        var weights = new float[trainer.Experiment.Shape.ParameterCount];
        trainer.Session.ReadParameters(weights);
        return weights;
    }
}
