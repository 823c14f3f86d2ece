using System.Globalization;
using NeuroLab.Components;

namespace NeuroLab.Demo.Shell;

/// <summary>Shows a message when a runner's sharpness reaches its optimizer's edge.</summary>
internal sealed class EdgeNotice(DescentScene scene, Notices notices)
{
    private readonly Dictionary<SharpnessTracker, int> _seen = [];

    /// <summary>Checks for new crossings; call once per frame.</summary>
    public void Update()
    {
        for (var i = 0; i < scene.Race.Runners.Count; i++)
        {
            var runner = scene.Race.Runners[i];
            if (_seen.GetValueOrDefault(runner.Sharpness) == runner.Sharpness.Crossings)
                continue;
            _seen[runner.Sharpness] = runner.Sharpness.Crossings;
            notices.Say(Describe(runner));
        }
    }

    private string Describe(Runner runner)
    {
        var trainer = runner.Trainer;
        var name = scene.Race.Runners.Count > 1 ? runner.Title + ": " : "";
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{name}λ₁ has come to the edge, {runner.Sharpness.Spectrum.Edge:G3}: ");
        return text + (trainer.IsFullBatch
            ? "from here on steps overshoot along the sharpest direction"
            : string.Create(CultureInfo.InvariantCulture, $"full-batch steps would overshoot; with batches of {trainer.BatchSize} it is no hard limit"));
    }
}
