namespace NeuroLab.Backends.OpenGL;

/// <summary>What a unit of work costs on this device, learnt from the work done so far.</summary>
internal sealed class CostEstimate
{
    private const double Adaptation = 0.3;

    private double _seconds;

    /// <summary>Seconds a unit takes; 0 before the first is measured.</summary>
    public double Seconds => _seconds;

    /// <summary>Learns from some units that took some seconds.</summary>
    public void Observe(double seconds, int units)
    {
        if (units <= 0 || !(seconds > 0))
            return;
        var each = seconds / units;
        // A faster measurement counts at once: the first ones hold the driver's compilation.
        _seconds = _seconds == 0 || each < _seconds ? each : _seconds + Adaptation * (each - _seconds);
    }

    /// <summary>How many units fit in a time, at least <paramref name="fewest"/>; that many before anything is known.</summary>
    public int Fit(double seconds, int fewest) =>
        _seconds == 0 ? fewest : (int)Math.Clamp(seconds / _seconds, fewest, 1 << 24);
}
