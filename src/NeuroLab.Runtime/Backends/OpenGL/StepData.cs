using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using NeuroLab.Optimizers;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// A training step as read by the compute shaders: its batch, and its <see cref="StepConstants"/> as floats.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StepData
{
    /// <summary>Value of <see cref="First"/> if the batch is the whole set in its own order.</summary>
    public const uint WholeSet = uint.MaxValue;

    public uint First;
    public uint Rows;
    private Constants _constants;

    public StepData(uint first, int rows, in StepConstants constants)
    {
        First = first;
        Rows = (uint)rows;
        constants.CopyTo(_constants);
    }

    /// <summary>η</summary>
    public readonly float LearningRate => _constants[Hyperparameter.LearningRate.Index];

    /// <summary>
    /// The include "step_constants": <c>struct Step</c> with this layout, the buffer of steps, a global variable for
    /// each constant, which is what an optimizer's GLSL reads, and <c>load_step</c> to set them.
    /// </summary>
    public static string Glsl { get; } = CreateGlsl();

    private static string CreateGlsl()
    {
        var text = new StringBuilder("struct Step\n{\n    uint first;  // index of the batch in the sample order, or WHOLE_SET\n    uint rows;\n");
        foreach (var name in StepConstants.Names)
            text.Append($"    float {name};\n");
        text.Append($"    float unused[{StepConstants.Capacity - StepConstants.Names.Count}];\n}};\n");
        text.Append("layout(std430, binding = SLOT_STEPS) readonly buffer Steps { Step steps[]; };\n");
        text.Append($"float {string.Join(", ", StepConstants.Names)};\n");
        text.Append("void load_step(uint index)\n{\n");
        foreach (var name in StepConstants.Names)
            text.Append($"    {name} = steps[index].{name};\n");
        return text.Append("}\n").ToString();
    }

    [InlineArray(StepConstants.Capacity)]
    private struct Constants
    {
        private float _first;
    }
}
