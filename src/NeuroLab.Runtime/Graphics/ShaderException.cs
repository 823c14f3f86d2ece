namespace NeuroLab.Graphics;

/// <summary>A shader does not compile or link; the message gives file and line of the source.</summary>
public sealed class ShaderException(string message) : Exception(message);
