
namespace NeuroLab.Demo.Shell;

/// <summary>What a picture's time goes into.</summary>
internal enum FramePart
{
    /// <summary>The 3D scene.</summary>
    Scene,

    /// <summary>Widgets and texts, laid out and rasterized on the CPU.</summary>
    Interface,

    /// <summary>What changed of them, to the texture.</summary>
    Upload,

    /// <summary>Laying them over the scene.</summary>
    Overlay,
}
