using System.Diagnostics;
using System.Numerics;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Windowing;

/// <summary>Sums up the frames of a real window, as what is done at once may arrive over several of them.</summary>
internal sealed class InputLog(IAppWindow window)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public Vector2 Movement { get; private set; }

    public Vector2 Wheel { get; private set; }

    public string Text { get; private set; } = "";

    public List<KeyStroke> Keys { get; } = [];

    public List<string> Buttons { get; } = [];

    /// <summary>Polls until the condition holds; fails when it does not within some seconds.</summary>
    public void PollUntil(Func<bool> condition)
    {
        var start = Stopwatch.GetTimestamp();
        do
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"not seen in time; so far: {this}");
            window.PollEvents();
            Add(window.Input);
            Thread.Yield();
        }
        while (!condition());
    }

    public override string ToString() =>
        $"moved {Movement}, wheel {Wheel}, typed '{Text}', keys {string.Join(' ', Keys)}, {string.Join(", ", Buttons)}";

    private void Add(InputSnapshot input)
    {
        Movement += input.MouseDelta;
        Wheel += input.Wheel;
        foreach (var stroke in input.KeyStrokes)
            if (stroke.IsCharacter) Text += stroke.Character;
            else Keys.Add(stroke);
        foreach (var button in Enum.GetValues<MouseButton>())
        {
            if (input.WasPressed(button)) Buttons.Add($"{button} down {input.ClickCount(button)}");
            if (input.WasReleased(button)) Buttons.Add($"{button} up");
        }
    }
}
