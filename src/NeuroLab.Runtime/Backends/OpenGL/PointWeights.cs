using NeuroLab.Graphics;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Weights for one or several points of a plane.</summary>
/// <param name="Parameters">Laid out like θ from some place on, point after point.</param>
/// <param name="First4">That place in θ, in vec4s: what lies before is not there.</param>
/// <param name="Step4">From one point's weights to the next, in vec4s; 0 where all share one θ.</param>
internal readonly record struct PointWeights(GpuBuffer Parameters, int First4, int Step4);
