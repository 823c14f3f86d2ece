using NeuroLab.Activations;

namespace NeuroLab.Backends.OpenGL;

/// <summary>A small network processed by one work group: the text and constants of a fused kernel.</summary>
internal interface IFusedNetwork
{
    /// <summary>Prefix of the kernels' files: <c>NAME_training.comp</c> and <c>NAME_surface.comp</c>.</summary>
    string Family { get; }

    /// <summary>Lines before the shader's text that define how a work group divides the work.</summary>
    string Defines { get; }

    /// <summary>The activation that the shader inserts; what further ones need is in <see cref="Glsl"/>.</summary>
    Activation Activation { get; }

    /// <summary>The text for <c>#include "network"</c>.</summary>
    string Glsl();

    /// <summary>The content of <see cref="Slot.Terms"/>; empty if the kernel needs none.</summary>
    uint[] Terms();

    /// <summary>
    /// Loop iterations of one invocation in a pass over a number of rows, forward or forward and backward; loops of
    /// fixed length are unrolled and do not count.
    /// </summary>
    long Iterations(int rows, bool isTraining);
}
