namespace NeuroLab.Lessons;

/// <summary>
/// The derivative: the loss as a function f of the chosen coefficient, and its tangent, f(x + ε) ≈ y + a·ε. All in
/// double precision, on the running network's weights.
/// </summary>
internal sealed class DerivativeStation(LessonSubject subject)
{
    /// <summary>Points of the curve.</summary>
    public const int CurvePoints = 121;

    /// <summary>
    /// Points of the error plots, four per decade from <see cref="MinEpsilon"/> to <see cref="MaxEpsilon"/>.
    /// </summary>
    public const int ErrorPoints = 33;

    /// <summary>The left end of the error plots.</summary>
    public const double MinEpsilon = 1e-8;

    /// <summary>The right end.</summary>
    public const double MaxEpsilon = 1;

    private CoefficientSlice? _slice;

    /// <summary>ε: the displacement of x.</summary>
    public double Epsilon { get; set; } = 0.5;

    /// <summary>Half the curve's width.</summary>
    public double Range { get; set; } = 1.5;

    /// <summary>The coefficient's current value.</summary>
    public double X => subject.Parameters[subject.Coefficient];

    /// <summary>y = f(x), the current loss.</summary>
    public double Y => subject.MeanLoss;

    /// <summary>a = f′(x), by backpropagation.</summary>
    public double Slope => subject.Gradient[subject.Coefficient];

    /// <summary>f(x + ε)</summary>
    public double Ahead { get; private set; }

    /// <summary>y + a·ε</summary>
    public double Tangent => Y + Slope * Epsilon;

    /// <summary>|f(x + ε) − (y + a·ε)|</summary>
    public double Error => Math.Abs(Ahead - Tangent);

    /// <summary>f from x − <see cref="Range"/> to x + <see cref="Range"/>, evenly spaced.</summary>
    public double[] Curve { get; } = new double[CurvePoints];

    /// <summary>The ε of each error.</summary>
    public double[] Epsilons { get; } = CreateEpsilons();

    /// <summary>
    /// The tangent's error for each ε. It falls as ε² down to the rounding error of f, about 1e-16·f.
    /// </summary>
    public double[] TangentErrors { get; } = new double[ErrorPoints];

    /// <summary>
    /// |(f(x + ε) − f(x − ε)) / 2ε − a| for each ε. It falls as ε² and rises again as 1/ε: for small ε both losses
    /// agree in all but their last digits, and their rounding error is divided by 2ε.
    /// </summary>
    public double[] SlopeErrors { get; } = new double[ErrorPoints];

    /// <summary>Recomputes the station.</summary>
    public void Update()
    {
        if (_slice?.Trace != subject.Trace)
            _slice = new CoefficientSlice(subject.Trace);
        _slice.Select(subject.Coefficient);
        Ahead = LossAt(Epsilon);
        for (var i = 0; i < CurvePoints; i++)
            Curve[i] = LossAt(Range * (2.0 * i / (CurvePoints - 1) - 1));
        var y = LossAt(0);
        for (var i = 0; i < ErrorPoints; i++)
        {
            var epsilon = Epsilons[i];
            double up = LossAt(epsilon), down = LossAt(-epsilon);
            TangentErrors[i] = Math.Abs(up - (y + Slope * epsilon));
            SlopeErrors[i] = Math.Abs((up - down) / (2 * epsilon) - Slope);
        }
    }

    /// <summary>f(x + ε) after <see cref="Update"/>.</summary>
    public double LossAt(double epsilon) =>
        _slice!.LossAt(epsilon, subject.Parameters, subject.Samples.Targets, subject.Loss);

    private static double[] CreateEpsilons()
    {
        var epsilons = new double[ErrorPoints];
        for (var i = 0; i < ErrorPoints; i++)
            epsilons[i] = MinEpsilon * Math.Pow(MaxEpsilon / MinEpsilon, i / (ErrorPoints - 1.0));
        return epsilons;
    }
}
