using System.Diagnostics;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Lessons;

/// <summary>
/// Training by finite differences: move one coefficient up and down with the others frozen, and keep the better value.
/// Then the same for all coefficients, with the cost compared to backpropagation. Every loss is a forward pass of the
/// session itself; a measurement restores the weights before it returns.
/// </summary>
internal sealed class NaiveStation(LessonSubject subject)
{
    private readonly Stopwatch _clock = new();
    private ITrainingSession? _session;
    private float[] _present = [], _moved = [], _estimate = [], _exact = [];

    /// <summary>ε: the displacement of a coefficient.</summary>
    public double Epsilon { get; set; } = 0.1;

    /// <summary>The loss at the current value of the chosen coefficient.</summary>
    public double LossHere { get; private set; }

    /// <summary>The loss at + ε.</summary>
    public double LossUp { get; private set; }

    /// <summary>The loss at − ε.</summary>
    public double LossDown { get; private set; }

    /// <summary>The better direction: +1, −1, or 0 if both are worse.</summary>
    public int Better => LossUp < LossHere && LossUp <= LossDown ? 1 : LossDown < LossHere ? -1 : 0;

    /// <summary>Parameters of the network.</summary>
    public int ParameterCount => subject.Shape.ParameterCount;

    /// <summary>Parameters measured so far.</summary>
    public int Measured { get; private set; }

    /// <summary>Whether a measurement of all parameters is running.</summary>
    public bool IsMeasuring { get; private set; }

    /// <summary>Forward passes so far.</summary>
    public long Passes { get; private set; }

    /// <summary>The time they took.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>The time that backpropagation took for the same gradient.</summary>
    public TimeSpan BackpropagationTime { get; private set; }

    /// <summary>The maximum difference from backpropagation's gradient so far; NaN before the first.</summary>
    public double MaxDifference { get; private set; } = double.NaN;

    /// <summary>The largest derivative, for scale.</summary>
    public double MaxSlope { get; private set; }

    /// <summary>The measured derivatives, [parameters]; 0 if not measured yet.</summary>
    public ReadOnlySpan<float> Estimate => _estimate;

    /// <summary>Computes the three losses of the chosen coefficient. Blocks for three forward passes.</summary>
    public void Update()
    {
        Prepare();
        LossHere = Evaluate(_present);
        var coefficient = subject.Coefficient;
        _present.CopyTo(_moved, 0);
        _moved[coefficient] = _present[coefficient] + (float)Epsilon;
        LossUp = Evaluate(_moved);
        _moved[coefficient] = _present[coefficient] - (float)Epsilon;
        LossDown = Evaluate(_moved);
        _session!.WriteParameters(_present);
    }

    /// <summary>
    /// Sets the chosen coefficient to the value with the lowest of the three losses. Returns whether it moved. Blocks.
    /// </summary>
    public bool KeepBetter()
    {
        Update();
        if (Better == 0)
            return false;
        subject.Write(subject.Coefficient, _present[subject.Coefficient] + Better * Epsilon);
        Update();
        return true;
    }

    /// <summary>Starts to measure all derivatives at the current weights; <see cref="Measure"/> continues.</summary>
    public void StartMeasuring()
    {
        Prepare();
        _present.CopyTo(_moved, 0);
        Array.Clear(_estimate);
        // One warm-up call, then a timed one: the first includes allocation and compilation.
        _session!.Evaluate(DataPart.Evaluation, _exact);
        var start = Stopwatch.GetTimestamp();
        _session.Evaluate(DataPart.Evaluation, _exact);
        BackpropagationTime = Stopwatch.GetElapsedTime(start);
        MaxSlope = 0;
        foreach (var slope in _exact)
            MaxSlope = Math.Max(MaxSlope, Math.Abs(slope));
        (Measured, Passes, MaxDifference) = (0, 0, double.NaN);
        _clock.Reset();
        IsMeasuring = true;
    }

    /// <summary>
    /// Continues the measurement for about this long; training in between does not change what is measured.
    /// </summary>
    public void Measure(TimeSpan budget)
    {
        if (!IsMeasuring || _session != subject.Session)
        {
            IsMeasuring = false;
            return;
        }
        _session.ReadParameters(_present);
        var start = Stopwatch.GetTimestamp();
        _clock.Start();
        do
        {
            var differences = new FiniteDifferences(_moved, Epsilon, _estimate, Measured, count: 1);
            while (differences.MoveNext())
                differences.Record(Evaluate(_moved));
            Passes += differences.Passes;
            var difference = Math.Abs((double)_estimate[Measured] - _exact[Measured]);
            // Math.Max propagates NaN.
            MaxDifference = double.IsNaN(MaxDifference) && Measured == 0
                ? difference : Math.Max(MaxDifference, difference);
            Measured++;
        }
        while (Measured < ParameterCount && Stopwatch.GetElapsedTime(start) < budget);
        _clock.Stop();
        IsMeasuring = Measured < ParameterCount;
        _session.WriteParameters(_present);
    }

    private void Prepare()
    {
        if (_session != subject.Session)
        {
            _session = subject.Session;
            IsMeasuring = false;
            (Measured, Passes, MaxDifference) = (0, 0, double.NaN);
            _present = new float[ParameterCount];
            _moved = new float[ParameterCount];
            _estimate = new float[ParameterCount];
            _exact = new float[ParameterCount];
        }
        _session.ReadParameters(_present);
    }

    private double Evaluate(float[] parameters)
    {
        _session!.WriteParameters(parameters);
        return _session.Evaluate(DataPart.Evaluation).Loss;
    }
}
