using NeuroLab.Recording;

namespace NeuroLab.Demo.App;

/// <summary>A frame of a recording, which the device draws or has drawn.</summary>
/// <param name="Framebuffer">Its name in GL; the frame begins in its lower left corner.</param>
/// <param name="Row">What is known about it but its number; nothing where no table is written.</param>
internal readonly record struct TakeFrame(uint Framebuffer, TelemetryRow Row = default);
