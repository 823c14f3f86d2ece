using NeuroLab.Activations;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Networks;

namespace NeuroLab.Runtime.Tests.Unit.Backends.OpenGL;

public class ParameterLayoutTests
{
    [Fact]
    public void Rows_are_padded_and_come_back()
    {
        var layout = new ParameterLayout(new NetworkShape([5, 2, 1], new Relu()));
        float[] flat = [.. Enumerable.Range(1, 15).Select(i => (float)i)];
        var padded = new float[4 * layout.Count4];
        Array.Fill(padded, 9f);
        layout.Pack(flat, padded);
        Assert.Equal(
            [1, 2, 3, 4, 5, 0, 0, 0, 6, 7, 8, 9, 10, 0, 0, 0, 11, 12, 0, 0, 13, 14, 0, 0, 15, 0, 0, 0], padded);
        var back = new float[15];
        layout.Unpack(padded, back);
        Assert.Equal(flat, back);
    }
}
