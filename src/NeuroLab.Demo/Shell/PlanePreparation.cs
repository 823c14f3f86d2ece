using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Training;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// Planes that take long to make, on a thread of their own: frames go on, and training waits, so that the plane is that of
/// the weights on show and a replay makes the same one at the same step. One at a time. Frame thread.
/// </summary>
internal sealed class PlanePreparation(SceneEditor editor, Notices notices) : IDisposable
{
    private const double NoteSeconds = 0.2;

    private readonly BackgroundWork _work = new();
    private PlaneKind? _kind;
    private double _begun;

    /// <summary>Whether one is being made.</summary>
    public bool IsBusy => _work.IsBusy;

    /// <summary>One line about it; null while there is nothing to say, as for what takes no time.</summary>
    public string? Note { get; private set; }

    /// <summary>Whether a plane of that kind needs to be prepared.</summary>
    public static bool Takes(PlaneKind kind) => kind.Eigenvectors.Count > 0;

    /// <summary>Begins with the present weights; another one that is being made is given up. Waits for the steps enqueued so far.</summary>
    /// <param name="kind">What to make.</param>
    /// <param name="shown">Called when it is shown.</param>
    public void Begin(PlaneKind kind, Action shown)
    {
        Cancel();
        var (prepare, samples) = (editor.Scene.Prepare(kind, []), editor.Scene.Trainer.Session.Data.Evaluation);
        (_kind, _begun, editor.Playback.HoldsSteps) = (kind, double.NaN, true);
        _work.Begin(() =>
        {
            var plane = prepare();
            return () => Show(kind, plane, samples, shown);
        });
    }

    /// <summary>Shows the plane once it is made. Once a frame, between two steps.</summary>
    /// <param name="now">Seconds of the window's clock.</param>
    public void Update(double now)
    {
        if (!_work.IsBusy)
            return;
        if (double.IsNaN(_begun))
            _begun = now;
        if (Note is null && now > _begun + NoteSeconds)
            Note = $"Finding the eigenvectors for the plane {_kind}; training waits · Esc cancels";
        Finish();
    }

    /// <summary>Gives up what is being made, if anything is, and lets training go on.</summary>
    public void Cancel()
    {
        if (!_work.IsBusy)
            return;
        _work.Cancel();
        Release();
    }

    /// <inheritdoc cref="Cancel"/>
    public void Dispose() => Cancel();

    // Apart from the above, whose frames so make nothing.
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

    private void Show(PlaneKind kind, Plane plane, SampleSet samples, Action shown)
    {
        var session = editor.Scene.Trainer.Session;
        var weights = new float[session.Shape.ParameterCount];
        session.ReadParameters(weights);
        if (!weights.AsSpan().SequenceEqual(plane.Origin) || !ReferenceEquals(session.Data.Evaluation, samples))
        {
            notices.Say("The weights or the data were changed meanwhile: the plane stays as it was");
            return;
        }
        PlaneEdit.Make(editor, kind, plane);
        shown();
    }
}
