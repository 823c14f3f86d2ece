namespace NeuroLab.Components;

/// <summary>How a camera interpolates between the keys of its path.</summary>
public enum CameraEasing
{
    /// <summary>Starts and stops smoothly, and pauses briefly at each key.</summary>
    Ease,

    /// <summary>One smooth sweep through all keys, which stops only at the first and the last.</summary>
    Glide,

    /// <summary>Linear interpolation at constant speed, with a corner at each key.</summary>
    Linear,
}
