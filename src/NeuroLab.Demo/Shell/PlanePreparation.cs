using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// Computes expensive planes on a background thread: frames continue, but training waits, so that the plane belongs to
/// the displayed weights and a replay creates the same plane at the same step. One at a time. Frame thread.
/// </summary>
internal sealed class PlanePreparation(SceneEditor editor, Notices notices) : IDisposable
{
    private const double NoteSeconds = 0.2;

    private readonly BackgroundWork _work = new();
    private WeightName? _weight;
    private PlaneKind? _kind;
    private double _begun;

    /// <summary>Whether a plane is being computed.</summary>
    public bool IsBusy => _work.IsBusy;

    /// <summary>A one-line status; null if there is nothing to say, as for fast computations.</summary>
    public string? Note { get; private set; }

    /// <summary>Whether a kind of plane needs preparation.</summary>
    public static bool Takes(PlaneKind kind) => kind.Eigenvectors.Count > 0 || kind.LooksBack;

    /// <summary>
    /// Starts with the current weights; cancels another one in progress. Blocks until the steps enqueued so far are
    /// done.
    /// </summary>
    /// <param name="kind">The kind of plane.</param>
    /// <param name="shown">Called when the plane is shown.</param>
    public void Begin(PlaneKind kind, Action shown)
    {
        Cancel();
        (int Branch, long[] Steps)? path = kind.LooksBack
            ? (editor.Branch.Number, editor.Navigation.StepsSoFar(DescentScene.PathPoints)) : null;
        var (pinned, create) = editor.Scene.Prepare(kind, path is var (branch, steps) ? editor.Navigation.WeightsAt(branch, steps) : []);
        var (weights, samples) = (Weights(), editor.Scene.Trainer.Session.Data.Evaluation);
        (_kind, _begun, editor.Playback.HoldsSteps) = (kind, double.NaN, true);
        _work.Begin(() =>
        {
            var plane = create();
            return () =>
            {
                if (!Weights().AsSpan().SequenceEqual(weights) || !ReferenceEquals(editor.Scene.Trainer.Session.Data.Evaluation, samples))
                {
                    notices.Say("The weights or the data were changed meanwhile: the plane stays as it was");
                    return;
                }
                PlaneEdit.Make(editor, pinned, plane, path);
                shown();
            };
        });
    }

    /// <summary>The plane of a weight and the one chosen before it; null for the first of two.</summary>
    public WeightsPlane? WithWeight(WeightName weight)
    {
        var first = _weight;
        _weight = first is null || first == weight ? weight : null;
        if (_weight is null)
            return new WeightsPlane($"{first}", $"{weight}");
        notices.Say($"{weight} is one axis: click another weight for the plane of both");
        return null;
    }

    /// <summary>Shows the plane once it is ready. Call once per frame, between two steps.</summary>
    /// <param name="now">Time of the window's clock in seconds.</param>
    public void Update(double now)
    {
        if (!_work.IsBusy)
            return;
        if (double.IsNaN(_begun))
            _begun = now;
        if (Note is null && now > _begun + NoteSeconds)
            Note = $"Finding the plane {_kind}; training waits · Esc cancels";
        Finish();
    }

    /// <summary>Cancels the plane in progress, if any, and resumes training.</summary>
    public void Cancel()
    {
        if (!_work.IsBusy)
            return;
        _work.Cancel();
        Release();
    }

    /// <inheritdoc cref="Cancel"/>
    public void Dispose() => Cancel();

    // Separate from the above, which thus allocates nothing in a frame.
    private void Finish() => notices.Try(() =>
    {
        try
        {
            _work.Update();
        }
        finally
        {
            if (!_work.IsBusy)
                Release();
        }
    });

    private void Release() => (Note, editor.Playback.HoldsSteps) = (null, false);

    private float[] Weights()
    {
        var session = editor.Scene.Trainer.Session;
        var weights = new float[session.Shape.ParameterCount];
        session.ReadParameters(weights);
        return weights;
    }
}
