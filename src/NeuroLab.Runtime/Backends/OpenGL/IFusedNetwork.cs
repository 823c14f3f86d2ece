namespace NeuroLab.Backends.OpenGL;

/// <summary>How one work group takes on a whole small network: the text and numbers of a fused kernel.</summary>
internal interface IFusedNetwork
{
    /// <summary>The kernels' family: <c>NAME_training.comp</c> and <c>NAME_surface.comp</c>.</summary>
    string Family { get; }

    /// <summary>The lines before the shader's text that tell how a work group shares the work.</summary>
    string Defines { get; }

    /// <summary>The text that stands for <c>#include "network"</c>.</summary>
    string Glsl();

    /// <summary>What <see cref="Slot.Terms"/> holds; empty where the kernel needs none.</summary>
    uint[] Terms();

    /// <summary>
    /// Loop iterations of one invocation in a pass over so many rows, forward or there and back; loops of fixed length are
    /// not counted, for they are unrolled.
    /// </summary>
    long Iterations(int rows, bool isTraining);
}
