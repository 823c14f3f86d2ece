using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Windowing;

public sealed class GlfwKeysTests
{
    [Fact]
    public void Every_key_has_exactly_one_number()
    {
        Key[] mapped = [.. Enumerable.Range(-10, 2000).Select(GlfwKeys.ToKey).Where(k => k != Key.Unknown).Order()];
        Assert.Equal(Enum.GetValues<Key>().Where(k => k != Key.Unknown), mapped);
    }

    [Theory]
    [InlineData(32, Key.Space)]
    [InlineData(39, Key.Apostrophe)]
    [InlineData(45, Key.Minus)]
    [InlineData(47, Key.Slash)]
    [InlineData(57, Key.Digit9)]
    [InlineData(61, Key.Equal)]
    [InlineData(87, Key.W)]
    [InlineData(92, Key.Backslash)]
    [InlineData(96, Key.GraveAccent)]
    [InlineData(162, Key.World2)]
    [InlineData(256, Key.Escape)]
    [InlineData(259, Key.Backspace)]
    [InlineData(261, Key.Delete)]
    [InlineData(262, Key.Right)]
    [InlineData(265, Key.Up)]
    [InlineData(269, Key.End)]
    [InlineData(284, Key.Pause)]
    [InlineData(301, Key.F12)]
    [InlineData(314, Key.F25)]
    [InlineData(330, Key.KeypadDecimal)]
    [InlineData(335, Key.KeypadEnter)]
    [InlineData(341, Key.LeftControl)]
    [InlineData(347, Key.RightSuper)]
    [InlineData(348, Key.Menu)]
    [InlineData(-1, Key.Unknown)]
    [InlineData(int.MaxValue, Key.Unknown)]
    [InlineData(int.MinValue, Key.Unknown)]
    public void Numbers_are_those_of_glfw(int code, Enum key) => Assert.Equal(key, GlfwKeys.ToKey(code));

    [Fact]
    public void The_snapshot_has_a_bit_for_every_key() => Assert.True(Enum.GetValues<Key>().Length <= 128);

    [Fact]
    public void Five_buttons_are_known_and_further_ones_ignored()
    {
        MouseButton[] known = [.. Enumerable.Range(-2, 20)
            .Where(code => GlfwKeys.TryToButton(code, out _))
            .Select(code => { GlfwKeys.TryToButton(code, out var b); return b; })];
        Assert.Equal(Enum.GetValues<MouseButton>(), known);
    }
}
