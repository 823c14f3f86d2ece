using System.Text.RegularExpressions;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Graphics;

namespace NeuroLab.Runtime.Tests.Unit.Backends.OpenGL;

public class SlotTests
{
    [Fact]
    public void Slots_are_those_of_the_shaders()
    {
        var text = ShaderLibrary.Compose("test", "#version 430\n#include \"bindings.glsl\"").Text;
        var inShaders = Regex.Matches(text, @"#define SLOT_(\w+) (\d+)")
            .Select(m => (m.Groups[1].Value, uint.Parse(m.Groups[2].Value))).Order();
        var inHost = Enum.GetNames<Slot>()
            .Select(name => (Regex.Replace(name, "(?<=[a-z])[A-Z]", "_$0").ToUpperInvariant(), (uint)Enum.Parse<Slot>(name))).Order();
        Assert.Equal(inShaders, inHost);
    }
}
