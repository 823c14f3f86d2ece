using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Training;

namespace NeuroLab.Editing;

/// <summary>
/// Replays a log and compares the weights: bit by bit on the log's own device, else within <see cref="Tolerance"/>,
/// since another device sums in another order.
/// </summary>
public sealed class Replay : IDisposable
{
    /// <summary>The maximum deviation accepted on another device, relative to the weights' root mean square.</summary>
    public const double Tolerance = 0.01;

    private readonly RunLog _log;
    private float[] _buffer = [];
    private int _next;
    private bool _isElsewhere, _hasOtherBits;
    private double _deviation;
    private double? _curvatureDeviation;

    /// <summary>Builds the scene of a log at step 0. The caller keeps owning the backend. Blocks.</summary>
    /// <exception cref="Numerics.UserErrorException">Its experiment cannot be created here, for example because its
    /// data are missing.</exception>
    public Replay(RunLog log, IComputeBackend backend)
    {
        _log = log;
        Scene = log.Header.Experiment.CreateScene(backend);
        Scene.Trainer.IsPlaying = false;
        Editor = new SceneEditor(Scene, log.Header.Experiment);
        // What was measured then is in the log.
        Scene.Race.SteerRate = (_, _) => { };
    }

    /// <summary>The replayed scene, for display.</summary>
    public DescentScene Scene { get; }

    /// <summary>The editor that applies the edits.</summary>
    public SceneEditor Editor { get; }

    /// <summary>Checksums compared so far.</summary>
    public int Checks { get; private set; }

    /// <summary>The first step at which the weights differ; null if none do so far.</summary>
    public long? FirstDifference { get; private set; }

    /// <summary>The result so far.</summary>
    public ReplayResult Result => new(FirstDifference, Checks, _log.LastStep, _log.IsComplete)
    {
        IsSameDevice = !_isElsewhere && _log.Header.Backend == Scene.Trainer.BackendName,
        HasSameBits = !_hasOtherBits,
        Deviation = _deviation,
        CurvatureDeviation = _curvatureDeviation,
    };

    /// <summary>Fraction of the log's lines done, 0 … 1.</summary>
    public double Progress => _log.Lines.Count == 0 ? 1 : _next / (double)_log.Lines.Count;

    /// <summary>Replays the rest of the log. Blocks.</summary>
    /// <exception cref="Numerics.UserErrorException">An edit does not fit the scene.</exception>
    public ReplayResult Run()
    {
        while (RunNext())
        {
        }
        return Result;
    }

    /// <summary>
    /// Advances by some steps, or through the next line of the log if that comes first: to show the run meanwhile.
    /// False at the end. Blocks.
    /// </summary>
    /// <exception cref="Numerics.UserErrorException">An edit does not fit the scene.</exception>
    public bool Advance(int steps)
    {
        if (_next >= _log.Lines.Count)
            return false;
        var now = Scene.Trainer.EnqueuedSteps;
        if (_log.Lines[_next].Step <= now + steps)
            return RunNext();
        Editor.AdvanceTo(now + steps);
        return true;
    }

    /// <summary>Replays one line of the log: an edit or a checksum. False at the end. Blocks.</summary>
    public bool RunNext()
    {
        if (_next >= _log.Lines.Count)
            return false;
        var line = _log.Lines[_next++];
        if (line.Edit is { } edit)
            Editor.Do(edit);
        else if ((line.Check ?? line.End) is { } check)
            Compare(check);
        return true;
    }

    /// <summary>Disposes the scene and its editor.</summary>
    public void Dispose()
    {
        Editor.Dispose();
        Scene.Dispose();
    }

    /// <summary>The maximum number of tracked eigenvalues of the first runner in the log; 0 if there are none.</summary>
    internal int FollowedEigenvalues
    {
        get
        {
            var tracker = Scene.Race.Runners[0].Sharpness;
            var edits = _log.Edits.OfType<PropertyEdit>().Where(edit => edit.Target == PropertyIndex.TargetOf(tracker)).ToArray();
            return edits.Length == 0 ? 0 : edits.Where(edit => edit.Property == nameof(SharpnessTracker.Count))
                .Select(edit => int.Parse(edit.New, CultureInfo.InvariantCulture)).Append(tracker.Count).Max();
        }
    }

    private void Compare(RunLogCheck check)
    {
        foreach (var known in check.Curvature ?? [])
            Compare(known);
        Editor.AdvanceTo(check.Step);
        Checks++;
        var found = ParameterHash.Of(Scene.Race, check.Step, ref _buffer);
        // Once weights have been computed on another device, they stay different.
        _isElsewhere |= (check.Backend ?? _log.Header.Backend) != Scene.Trainer.BackendName;
        if (found.Theta == check.Theta)
            return;
        _hasOtherBits = true;
        var deviation = ParameterHash.Deviation(check.Sample, found.Sample);
        _deviation = Math.Max(_deviation, deviation);
        if (!_isElsewhere || check.Sample is null || deviation > Tolerance)
            FirstDifference ??= check.Step;
    }

    private void Compare(RunLogCurvature known)
    {
        Runner? found = null;
        foreach (var runner in Scene.Race.Runners)
            found = runner.GameObject.Name == known.Runner ? runner : found;
        // A replay that shows frames may have passed it.
        if (found is null || known.Step < Scene.Trainer.EnqueuedSteps)
            return;
        Editor.AdvanceTo(known.Step);
        found.Sharpness.Settle();
        var values = found.Sharpness.Spectrum.Values;
        for (var k = 0; k < Math.Min(known.Values.Length, values.Length); k++)
            _curvatureDeviation = Math.Max(_curvatureDeviation ?? 0, Math.Abs(values[k] - known.Values[k]) / Math.Abs(known.Values[k]));
    }
}
