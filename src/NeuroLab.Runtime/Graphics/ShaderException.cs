namespace NeuroLab.Graphics;

/// <summary>A shader does not compile or link; the message names file and line as they were written.</summary>
public sealed class ShaderException(string message) : Exception(message);
