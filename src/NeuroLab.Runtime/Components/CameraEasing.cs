namespace NeuroLab.Components;

/// <summary>How a camera gets from one key of its path to the next.</summary>
public enum CameraEasing
{
    /// <summary>Sets off and arrives gently, and rests a moment at each key.</summary>
    Ease,

    /// <summary>One gentle sweep through all keys, which only rests at the first and the last.</summary>
    Glide,

    /// <summary>Straight on at a constant rate, turning at each key.</summary>
    Linear,
}
