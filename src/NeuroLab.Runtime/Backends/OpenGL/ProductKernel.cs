namespace NeuroLab.Backends.OpenGL;

/// <summary>One of the compute shaders around <c>product.glsl</c>.</summary>
/// <param name="Name">Its file.</param>
/// <param name="Defines">Defines of the variant.</param>
internal sealed record ProductKernel(string Name, string Defines = "");
