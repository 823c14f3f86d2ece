using NeuroLab.Graphics;

namespace NeuroLab.Runtime.Tests.Unit.Graphics;

public class ShaderTests : GlTest
{
    private const string Doubling = """
        #version 430 core
        #include "formula"
        layout(local_size_x = 4) in;
        layout(std430, binding = 0) buffer Values { float values[]; };
        #include "formula"
        void main() { values[gl_GlobalInvocationID.x] = formula(values[gl_GlobalInvocationID.x]); }
        """;

    private static Dictionary<string, string> Formula(string text) => new() { ["formula"] = text };

    [Fact]
    public void AnIncludeIsTakenOnce()
    {
        var source = ShaderLibrary.Compose("a.comp", Doubling, injected: Formula("float formula(float x) { return x; }"));
        Assert.Equal(2, source.Text.Split("float formula(").Length);
    }

    [Fact]
    public void AMissingIncludeIsNamedWithItsLine()
    {
        var error = Assert.Throws<ShaderException>(() => ShaderLibrary.Compose("a.comp", "#version 430\n\n#include \"nowhere\""));
        Assert.Equal("a.comp:3: there is no include 'nowhere'", error.Message);
    }

    [Theory]
    [InlineData("0:12(5): error: x", "main.frag:12: error: x")]
    [InlineData("1(7) : error C0000: x", "part:7 : error C0000: x")]
    [InlineData("ERROR: 1:7: x", "part:7: x")]
    public void LogsOfAllDriversAreTranslated(string log, string expected) =>
        Assert.Equal(expected, new ShaderSource("", ["main.frag", "part"]).TranslateLog(log));

    [GlFact]
    public void AnErrorNamesFileAndLineOfTheOriginal()
    {
        const string Text = "#version 430 core\n#include \"part\"\nshared vec4 color;\nvoid main() { color = wrong; }\n";
        var inMain = Assert.Throws<ShaderException>(() => Compile(Text, "float good() { return 1.0; }\n\n"));
        Assert.Contains("main.comp:4", inMain.Message);
        var inPart = Assert.Throws<ShaderException>(() => Compile(Text, "float good() { return 1.0; }\n\nfloat bad() { return nothing; }"));
        Assert.Contains("part:3", inPart.Message);

        void Compile(string text, string part) => ShaderProgram.Compute(Gl,
            ShaderLibrary.Compose("main.comp", text, "#define UNUSED 1\n#define MORE 2", new Dictionary<string, string> { ["part"] = part }));
    }

    [GlFact]
    public void AComputeShaderRunsAnInjectedFormula()
    {
        if (!Device.HasCompute) return;
        using var program = ShaderProgram.Compute(Gl,
            ShaderLibrary.Compose("double.comp", Doubling, injected: Formula("float formula(float x) { return 2.0 * x; }")));
        using var buffer = new GpuBuffer(Gl);
        buffer.Upload<float>([1, 2, 3, 4]);
        buffer.BindStorage(0);
        program.Use();
        Gl.DispatchCompute(1, 1, 1);
        Gl.MemoryBarrier(Silk.NET.OpenGL.MemoryBarrierMask.BufferUpdateBarrierBit);
        var result = new float[4];
        buffer.Read<float>(result);
        Assert.Equal([2, 4, 6, 8], result);
        AssertNoGlError();
    }
}
