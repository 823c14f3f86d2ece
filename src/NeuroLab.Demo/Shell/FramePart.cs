
namespace NeuroLab.Demo.Shell;

/// <summary>The parts of a frame whose time is measured.</summary>
internal enum FramePart
{
    /// <summary>The 3D scene.</summary>
    Scene,

    /// <summary>Layout and rasterization of widgets and texts on the CPU.</summary>
    Interface,

    /// <summary>Upload of their changes to the texture.</summary>
    Upload,

    /// <summary>Blending them over the scene.</summary>
    Overlay,
}
