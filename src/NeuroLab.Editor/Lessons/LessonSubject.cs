using System.Numerics.Tensors;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Lessons;

/// <summary>
/// The data of the lesson's stations: the weights of a running session, its loss and gradient on the evaluation set in
/// double precision, and the user's selection. On the session's thread.
/// </summary>
internal sealed class LessonSubject
{
    private readonly ILessonHand? _hand;
    private float[] _read = [], _converted = [];
    private int _coefficient, _sample;

    /// <summary>Attaches to a session and reads its weights.</summary>
    /// <param name="session">The session.</param>
    /// <param name="hand">Applies the lesson's changes; null applies them directly.</param>
    public LessonSubject(ITrainingSession session, ILessonHand? hand = null)
    {
        _hand = hand;
        Session = session;
        (Parameters, Gradient) = ([], []);
        (Trace, Shape, Loss, Samples) = (null!, null!, null!, null!);
        Attach(session);
    }

    /// <summary>The current session.</summary>
    public ITrainingSession Session { get; private set; }

    /// <summary>Its network's shape.</summary>
    public NetworkShape Shape { get; private set; }

    /// <summary>Its loss function.</summary>
    public Loss Loss { get; private set; }

    /// <summary>The evaluation set, on which the lesson computes all losses, as the surface does.</summary>
    public SampleSet Samples { get; private set; }

    /// <summary>θ when it was last read, [parameters].</summary>
    public double[] Parameters { get; private set; }

    /// <summary>∂loss/∂θ there, [parameters].</summary>
    public double[] Gradient { get; private set; }

    /// <summary>The loss there.</summary>
    public double MeanLoss { get; private set; }

    /// <summary>The forward and backward pass there, over all samples.</summary>
    public NetworkTrace Trace { get; private set; }

    /// <summary>Incremented whenever a read finds θ changed.</summary>
    public int Version { get; private set; }

    /// <summary>The chosen coefficient, an index into θ.</summary>
    public int Coefficient
    {
        get => _coefficient;
        set => _coefficient = Math.Clamp(value, 0, Shape.ParameterCount - 1);
    }

    /// <summary>The layer of the chosen coefficient. Setting it selects that layer's first weight.</summary>
    public DenseLayer Layer
    {
        get
        {
            foreach (var layer in Shape.Layers)
            {
                if (_coefficient < layer.End)
                    return layer;
            }
            return Shape.Layers[^1];
        }
        set => Coefficient = value.WeightOffset;
    }

    /// <summary>The chosen sample of the evaluation set.</summary>
    public int Sample
    {
        get => _sample;
        set => _sample = Math.Clamp(value, 0, Samples.Count - 1);
    }

    /// <summary>
    /// Switches to a session; returns whether that changed the session or its evaluation set, so that everything was
    /// recomputed. Blocks only then.
    /// </summary>
    public bool Follow(ITrainingSession session)
    {
        var isSame = session == Session;
        if (isSame && ReferenceEquals(session.Data.Evaluation, Samples) && ReferenceEquals(session.Options.Loss, Loss))
            return false;
        var (coefficient, sample) = (_coefficient, _sample);
        Attach(session);
        // Other samples of the same network: keeps the selection.
        if (isSame)
            (Coefficient, Sample) = (coefficient, sample);
        return true;
    }

    private void Attach(ITrainingSession session)
    {
        // Taken at one moment, so that they are consistent whatever the session trains on next.
        (Session, Shape, Loss, Samples) = (session, session.Shape, session.Options.Loss, session.Data.Evaluation);
        _read = new float[Shape.ParameterCount];
        Parameters = new double[Shape.ParameterCount];
        Gradient = new double[Shape.ParameterCount];
        Trace = new NetworkTrace(Shape, Samples.Count);
        _sample = 0;
        session.ReadParameters(_read);
        Adopt();
        // The first layer's weight with the largest derivative shows the most.
        _coefficient = 0;
        for (var i = 0; i < Shape.Layers[0].WeightCount; i++)
        {
            if (Math.Abs(Gradient[i]) > Math.Abs(Gradient[_coefficient]))
                _coefficient = i;
        }
    }

    /// <summary>
    /// Copies θ and computes loss and gradient if it has changed; returns whether it had. Blocks until the steps enqueued
    /// so far are done.
    /// </summary>
    public bool Read()
    {
        Session.ReadParameters(_read);
        for (var i = 0; i < _read.Length; i++)
        {
            // Compares bits, so that a weight that became NaN counts as changed only once.
            if (BitConverter.DoubleToInt64Bits(_read[i]) != BitConverter.DoubleToInt64Bits(Parameters[i]))
            {
                Adopt();
                return true;
            }
        }
        return false;
    }

    /// <summary>Sets one coefficient of the running network. Blocks as <see cref="Read"/> does.</summary>
    public void Write(int coefficient, double value)
    {
        if (_hand is not null)
        {
            _hand.SetWeight(coefficient, value);
            ReadAgain(_hand);
            return;
        }
        Session.ReadParameters(_read);
        _read[coefficient] = (float)value;
        Publish();
    }

    /// <summary>Moves the running network to θ − step·gradient, at θ as it was last read. Blocks.</summary>
    public void Descend(double step)
    {
        if (_hand is not null)
        {
            _hand.Descend(step);
            ReadAgain(_hand);
            return;
        }
        for (var i = 0; i < _read.Length; i++)
            _read[i] = (float)(Parameters[i] - step * Gradient[i]);
        Publish();
    }

    /// <summary>Takes training steps. Blocks.</summary>
    public void Train(int steps)
    {
        if (_hand is not null)
        {
            _hand.Train(steps);
            Follow(_hand.Session);
        }
        else
        {
            Session.Train(steps);
        }
        Session.Finish();
    }

    // The change may have replaced this session, which is then disposed.
    private void ReadAgain(ILessonHand hand)
    {
        if (!Follow(hand.Session))
            Read();
    }

    private void Publish()
    {
        Session.WriteParameters(_read);
        // No step, only a new status, so that the ball moves.
        Session.Train(0);
        Adopt();
    }

    private void Adopt()
    {
        TensorPrimitives.ConvertTruncating<float, double>(_read, Parameters);
        Trace.Forward(Parameters, Samples.ReadInputs(0, Samples.Count, ref _converted));
        MeanLoss = Trace.Differentiate(Parameters, Samples.Targets, Loss, Gradient);
        Version++;
    }
}
