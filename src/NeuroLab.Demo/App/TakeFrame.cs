using NeuroLab.Recording;

namespace NeuroLab.Demo.App;

/// <summary>A frame of a recording, being drawn or drawn.</summary>
/// <param name="Framebuffer">GL name of its framebuffer; the frame starts in the lower left corner.</param>
/// <param name="Row">Its telemetry except the frame number; empty if no table is written.</param>
internal readonly record struct TakeFrame(uint Framebuffer, TelemetryRow Row = default);
