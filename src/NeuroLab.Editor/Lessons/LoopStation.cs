using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Lessons;

/// <summary>
/// The training loop of a running session in slow motion: it can stop between the four parts of a step. The batch shown
/// is the session's next batch, and the update is the step that the session really takes.
/// </summary>
internal sealed class LoopStation
{
    /// <summary>Maximum number of samples shown of a batch.</summary>
    public const int MaxRows = 512;

    private readonly LessonSubject _subject;
    private ITrainingSession? _session;
    private BatchOrder? _order;
    private SampleSet? _drawnFrom;
    private int[] _batch = [];
    private float[] _inputs = [], _targets = [], _converted = [];
    private double[] _losses = [];
    private double _progress;

    /// <summary>Attaches to a session and shows its next step.</summary>
    public LoopStation(LessonSubject subject)
    {
        _subject = subject;
        Before = After = Gradient = [];
        Trace = null!;
        Begin();
    }

    /// <summary>The current part.</summary>
    public LoopPart Part { get; private set; }

    /// <summary>Progress within the part, 0 … 1.</summary>
    public double Progress => Math.Clamp(_progress, 0, 1);

    /// <summary>Whether it advances with time.</summary>
    public bool IsPlaying { get; set; }

    /// <summary>Parts per second while playing.</summary>
    public double Rate { get; set; } = 1;

    /// <summary>Rows of the training set in the batch.</summary>
    public ReadOnlySpan<int> Batch => _batch;

    /// <summary>The session's batch size; larger than <see cref="Batch"/> if not all samples are shown.</summary>
    public int BatchCount { get; private set; }

    /// <summary>Forward and backward pass over the batch.</summary>
    public NetworkTrace Trace { get; private set; }

    /// <summary>Loss per sample, [batch].</summary>
    public ReadOnlySpan<double> SampleLosses => _losses;

    /// <summary>The batch's mean loss before the update.</summary>
    public double MeanLoss { get; private set; }

    /// <summary>∂loss/∂θ of the batch, [parameters].</summary>
    public double[] Gradient { get; private set; }

    /// <summary>Its Euclidean norm.</summary>
    public double GradientNorm { get; private set; }

    /// <summary>θ before the update, [parameters].</summary>
    public double[] Before { get; private set; }

    /// <summary>θ after it; equal to <see cref="Before"/> until the update is reached.</summary>
    public double[] After { get; private set; }

    /// <summary>The loss of all samples before the update.</summary>
    public double LossBefore { get; private set; }

    /// <summary>The loss of all samples after it; NaN until the update is reached.</summary>
    public double LossAfter { get; private set; } = double.NaN;

    /// <summary>Updates taken before this one.</summary>
    public long Step { get; private set; }

    /// <summary>Layers whose forward pass is done, 0 … all.</summary>
    public int LayersDone => Part switch
    {
        LoopPart.Batch => 0,
        LoopPart.Forward => Math.Min((int)(Progress * (_subject.Shape.Layers.Length + 1)), _subject.Shape.Layers.Length),
        _ => _subject.Shape.Layers.Length,
    };

    /// <summary>
    /// Advances while playing. If more than one step fits into the time, the session takes them at full speed and only
    /// the last is shown.
    /// </summary>
    public void Advance(double seconds)
    {
        if (_session != _subject.Session)
            Begin();
        if (!IsPlaying)
            return;
        _progress += seconds * Rate;
        var steps = (int)Math.Min(_progress / 4, 4096);
        if (steps > 1)
        {
            _progress -= 4.0 * Math.Floor(_progress / 4);
            if (Part != LoopPart.Update)
                steps++;
            _subject.Train(steps - 1);
            Begin(Progress);
            MoveTo(LoopPart.Update);
        }
        while (_progress >= 1)
            MoveOn(_progress - 1);
    }

    /// <summary>Goes to the next part, playing or not.</summary>
    public void Next()
    {
        // Stepping manually shows the end of a part: all layers lit.
        if (Part == LoopPart.Forward && LayersDone < _subject.Shape.Layers.Length)
            _progress = 1;
        else
            MoveOn(0);
        if (Part == LoopPart.Forward && !IsPlaying)
            _progress = 1;
    }

    /// <summary>Starts the step again after the weights were changed elsewhere.</summary>
    public void Restart() => Begin();

    /// <summary>Shows the next batch up to its losses immediately, while training runs at full speed.</summary>
    public void ShowLosses()
    {
        Begin();
        MoveTo(LoopPart.Loss);
    }

    private void MoveOn(double progress)
    {
        if (Part == LoopPart.Update)
            Begin(progress);
        else
            MoveTo(Part + 1, progress);
    }

    private void MoveTo(LoopPart part, double progress = 0)
    {
        Part = part;
        _progress = progress;
        if (part != LoopPart.Update)
            return;
        _subject.Train(1);
        _subject.Read();
        _subject.Parameters.CopyTo(After, 0);
        LossAfter = _subject.MeanLoss;
    }

    // Shows the session's next batch and computes everything that follows from it.
    private void Begin(double progress = 0)
    {
        _session = _subject.Session;
        Part = LoopPart.Batch;
        _progress = progress;
        _subject.Read();
        (LossBefore, LossAfter) = (_subject.MeanLoss, double.NaN);
        var state = _session.Capture();
        var set = _session.Data.Train;
        Step = state.Step;
        if (_order is null || _drawnFrom != set)
            (_order, _drawnFrom) = (new BatchOrder(set.Count, _session.Options.Seed), set);
        _order.Seek(state.Position);
        var rows = _order.Next(_session.Options.BatchSize);
        BatchCount = rows.Length;
        Resize(Math.Min(rows.Length, MaxRows));
        rows[.._batch.Length].CopyTo(_batch);
        for (var i = 0; i < _batch.Length; i++)
        {
            set.ReadInputs(_batch[i], 1, ref _converted).CopyTo(_inputs.AsSpan(i * set.InputCount));
            set.Targets.AsSpan(_batch[i] * set.OutputCount, set.OutputCount).CopyTo(_targets.AsSpan(i * set.OutputCount));
        }
        for (var i = 0; i < Before.Length; i++)
            Before[i] = After[i] = state.Parameters[i];
        Trace.Forward(Before, _inputs);
        MeanLoss = Trace.Differentiate(Before, _targets, _subject.Loss, Gradient);
        GradientNorm = System.Numerics.Tensors.TensorPrimitives.Norm<double>(Gradient);
        for (var i = 0; i < _losses.Length; i++)
            _losses[i] = _subject.Loss.Evaluate(
                Trace.Outputs.Slice(i * set.OutputCount, set.OutputCount),
                _targets.AsSpan(i * set.OutputCount, set.OutputCount), set.OutputCount, default(Span<double>));
    }

    private void Resize(int rows)
    {
        var shape = _subject.Shape;
        if (Before.Length != shape.ParameterCount)
        {
            Before = new double[shape.ParameterCount];
            After = new double[shape.ParameterCount];
            Gradient = new double[shape.ParameterCount];
        }
        if (_batch.Length == rows && Trace?.Shape == shape)
            return;
        _batch = new int[rows];
        _losses = new double[rows];
        _inputs = new float[rows * shape.InputCount];
        _targets = new float[rows * shape.OutputCount];
        Trace = new NetworkTrace(shape, rows);
    }
}
