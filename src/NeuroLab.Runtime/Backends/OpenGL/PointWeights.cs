using NeuroLab.Graphics;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Weights for one or several points of a plane.</summary>
/// <param name="Parameters">Point after point, each with the layout of θ from some offset on.</param>
/// <param name="First4">That offset in θ, in vec4s: elements before it are not stored.</param>
/// <param name="Step4">From one point's weights to the next, in vec4s; 0 if all share one θ.</param>
internal readonly record struct PointWeights(GpuBuffer Parameters, int First4, int Step4);
