namespace NeuroLab.Components;

/// <summary>Camera poses at points in time, and the interpolation between them.</summary>
internal sealed class CameraPath
{
    private readonly List<(double Time, CameraPose Pose, CameraEasing Easing)> _keys = [];

    /// <summary>A path through some poses at equal intervals.</summary>
    /// <param name="poses">At least one.</param>
    /// <param name="seconds">From the first to the last.</param>
    /// <param name="easing">Interpolation between poses.</param>
    public static CameraPath Through(IReadOnlyList<CameraPose> poses, double seconds, CameraEasing easing)
    {
        var path = new CameraPath { Easing = easing };
        for (var i = 0; i < poses.Count; i++)
            path.Set(poses.Count == 1 ? 0 : seconds * i / (poses.Count - 1), poses[i]);
        return path;
    }

    /// <summary>Interpolation between keys that have none of their own.</summary>
    public CameraEasing Easing { get; init; }

    /// <summary>Whether it begins again at its end; the last key is the first one again, perhaps turned around.</summary>
    public bool IsLoop { get; init; }

    /// <summary>The keys, sorted by time.</summary>
    public IReadOnlyList<(double Time, CameraPose Pose, CameraEasing Easing)> Keys => _keys;

    /// <summary>Seconds from the first key to the last.</summary>
    public double Duration => _keys.Count == 0 ? 0 : _keys[^1].Time - _keys[0].Time;

    /// <summary>Sets the pose at a time in seconds; replaces a key at exactly that time.</summary>
    /// <param name="time">The time.</param>
    /// <param name="pose">The pose.</param>
    /// <param name="easing">Interpolation to the next key; null for <see cref="Easing"/>.</param>
    public void Set(double time, in CameraPose pose, CameraEasing? easing = null)
    {
        var key = (time, pose, easing ?? Easing);
        var at = _keys.FindIndex(key => key.Time >= time);
        if (at < 0)
            _keys.Add(key);
        else if (_keys[at].Time == time)
            _keys[at] = key;
        else
            _keys.Insert(at, key);
    }

    /// <summary>The pose at a time: before the first key that one, and after the last that one, or the loop again.</summary>
    /// <exception cref="InvalidOperationException">There are no keys.</exception>
    public CameraPose At(double time)
    {
        if (_keys.Count == 0)
            throw new InvalidOperationException("The camera path has no keys.");
        if (IsLoop && Duration > 0 && time > _keys[0].Time)
            time = _keys[0].Time + (time - _keys[0].Time) % Duration;
        var next = 0;
        while (next < _keys.Count && _keys[next].Time <= time)
            next++;
        if (next == 0)
            return _keys[0].Pose;
        if (next == _keys.Count)
            return _keys[^1].Pose;
        var (from, to) = (_keys[next - 1], _keys[next]);
        var t = (float)((time - from.Time) / (to.Time - from.Time));
        var pose = from.Easing switch
        {
            CameraEasing.Glide => Glide(next - 1, t),
            CameraEasing.Linear => CameraPose.Lerp(from.Pose, to.Pose, t),
            _ => CameraPose.Lerp(from.Pose, to.Pose, t * t * (3 - 2 * t)),
        };
        return pose with { IsTop = from.Pose.IsTop };
    }

    // A cubic Hermite curve with the slope of the neighbours' chord at each key, and 0 at both ends, unless it is a loop.
    private CameraPose Glide(int at, float t)
    {
        float t2 = t * t, t3 = t2 * t;
        var length = _keys[at + 1].Time - _keys[at].Time;
        return CameraPose.Add(
            CameraPose.Lerp(_keys[at].Pose, _keys[at + 1].Pose, 3 * t2 - 2 * t3),
            CameraPose.Add(Speed(at, (t3 - 2 * t2 + t) * length), Speed(at + 1, (t3 - t2) * length), 1), 1);
    }

    private CameraPose Speed(int at, double seconds)
    {
        var isEnd = at == 0 || at == _keys.Count - 1;
        if (isEnd && (!IsLoop || _keys.Count < 3))
            return default;
        var (before, after) = isEnd ? (_keys[^2], _keys[1]) : (_keys[at - 1], _keys[at + 1]);
        if (isEnd)
        {
            before.Time -= Duration;
            before.Pose = before.Pose with { Yaw = before.Pose.Yaw - (_keys[^1].Pose.Yaw - _keys[0].Pose.Yaw) };
        }
        var share = (float)(seconds / (after.Time - before.Time));
        return CameraPose.Add(CameraPose.Add(default, after.Pose, share), before.Pose, -share);
    }
}
