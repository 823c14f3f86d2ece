namespace NeuroLab.Components;

/// <summary>Camera poses at times, with a gentle start and end between each two: for recordings.</summary>
public sealed class CameraPath
{
    private readonly List<(double Time, CameraPose Pose)> _keys = [];

    /// <summary>The keys, by time.</summary>
    public IReadOnlyList<(double Time, CameraPose Pose)> Keys => _keys;

    /// <summary>Seconds from the first key to the last.</summary>
    public double Duration => _keys.Count == 0 ? 0 : _keys[^1].Time - _keys[0].Time;

    /// <summary>Sets the pose at a time in seconds; another one at that very time is replaced.</summary>
    public void Set(double time, in CameraPose pose)
    {
        var at = _keys.FindIndex(key => key.Time >= time);
        if (at < 0)
            _keys.Add((time, pose));
        else if (_keys[at].Time == time)
            _keys[at] = (time, pose);
        else
            _keys.Insert(at, (time, pose));
    }

    /// <summary>
    /// The pose at a time; before the first key and after the last, theirs. Between two it eases by 3t² − 2t³.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are no keys.</exception>
    public CameraPose At(double time)
    {
        if (_keys.Count == 0)
            throw new InvalidOperationException("The camera path has no keys.");
        var next = 0;
        while (next < _keys.Count && _keys[next].Time <= time)
            next++;
        if (next == 0)
            return _keys[0].Pose;
        if (next == _keys.Count)
            return _keys[^1].Pose;
        var (from, to) = (_keys[next - 1], _keys[next]);
        var t = (float)((time - from.Time) / (to.Time - from.Time));
        return CameraPose.Lerp(from.Pose, to.Pose, t * t * (3 - 2 * t)) with { IsTop = from.Pose.IsTop };
    }
}
