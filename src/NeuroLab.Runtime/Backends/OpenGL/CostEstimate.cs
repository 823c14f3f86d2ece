namespace NeuroLab.Backends.OpenGL;

/// <summary>The cost of a unit of work on this device, estimated from the work done so far.</summary>
internal sealed class CostEstimate
{
    private const double Adaptation = 0.3;

    private double _seconds;

    /// <summary>Seconds per unit; 0 before the first measurement.</summary>
    public double Seconds => _seconds;

    /// <summary>Updates the estimate: some units took some seconds.</summary>
    public void Observe(double seconds, int units)
    {
        if (units <= 0 || !(seconds > 0))
            return;
        var each = seconds / units;
        // A faster measurement replaces the estimate: the first ones include the driver's compilation.
        _seconds = _seconds == 0 || each < _seconds ? each : _seconds + Adaptation * (each - _seconds);
    }

    /// <summary>
    /// The number of units that fit in a time, at least <paramref name="min"/>; exactly that before the first
    /// measurement.
    /// </summary>
    public int Fit(double seconds, int min) =>
        _seconds == 0 ? min : (int)Math.Clamp(seconds / _seconds, min, 1 << 24);
}
