namespace NeuroLab.Graphics;

/// <summary>A shader does not compile or link; the message names file and line of the shader as it was written.</summary>
public sealed class ShaderException(string message) : Exception(message);
