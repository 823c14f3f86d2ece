using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>Misclassified samples: as images if they are images, else counted per class.</summary>
internal sealed class MistakesView(EditorContext context)
{
    private const int MaxPictures = 12;

    private readonly int[] _wrong = new int[MaxPictures];
    private readonly SKColor[][] _pictures = new SKColor[MaxPictures][];
    private readonly int[] _guesses = new int[MaxPictures];
    private int _shown = -1, _wrongCount, _pictureCount;
    private int[] _right = [], _all = [];

    public void Draw(DecisionView view, UiRect room)
    {
        var data = view.Samples;
        if (data.Labels is null || data.ClassCount == 0)
        {
            context.Canvas.Text("no picture for this data", room.TakeTop(18, out _), TextStyle.Small, context.Theme.TextSecondary);
            return;
        }
        if (_shown != view.Version)
            FindMistakes(view, data);
        context.Text.Clear().AppendCount(_wrongCount).Append(" of ").AppendCount(view.Count)
            .Append(ReferenceEquals(data, view.Data) ? " training samples" : " test samples");
        context.Canvas.Text(context.Text.Span, room.TakeTop(18, out room), TextStyle.Small, context.Theme.TextSecondary);
        room.TakeTop(4, out room);
        if (data.ImageShape is { } shape)
            DrawPictures(room, data, shape);
        else
            DrawClasses(room, data);
    }

    private void FindMistakes(DecisionView view, Dataset data)
    {
        if (_right.Length != data.ClassCount || _pictures[0].Length != data.InputCount)
        {
            _right = new int[data.ClassCount];
            _all = new int[data.ClassCount];
            for (var i = 0; i < MaxPictures; i++)
                _pictures[i] = new SKColor[data.InputCount];
        }
        _shown = view.Version;
        Array.Clear(_right);
        Array.Clear(_all);
        _wrongCount = _pictureCount = 0;
        for (var i = 0; i < view.Count; i++)
        {
            var (guess, _) = view.Classify(i);
            var label = data.Labels![i];
            _all[label]++;
            if (guess == label)
            {
                _right[label]++;
                continue;
            }
            _wrongCount++;
            if (_pictureCount == MaxPictures || data.ImageShape is null)
                continue;
            (_wrong[_pictureCount], _guesses[_pictureCount]) = (i, guess);
            Paint(data.Sample(i), _pictures[_pictureCount++]);
        }
    }

    private void Paint(ReadOnlySpan<float> pixels, SKColor[] into)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (var pixel in pixels)
            (low, high) = (MathF.Min(low, pixel), MathF.Max(high, pixel));
        for (var i = 0; i < pixels.Length; i++)
            into[i] = Palette.Mix(context.Theme.Control, context.Theme.Text, (pixels[i] - low) / MathF.Max(1e-6f, high - low));
    }

    private void DrawPictures(in UiRect room, Dataset data, ImageShape shape)
    {
        const int columns = 4;
        const float gap = 6, caption = 14;
        var side = (room.Width - (columns - 1) * gap) / columns;
        for (var i = 0; i < _pictureCount; i++)
        {
            var box = new UiRect(room.X + i % columns * (side + gap), room.Y + i / columns * (side + caption + gap), side, side);
            if (box.Bottom + caption > room.Bottom)
                return;
            context.Canvas.Image(box, _pictures[i], shape.Width, smooth: false);
            context.Text.Clear().Append(data.ClassNames[data.Labels![_wrong[i]]]).Append(" → ").Append(data.ClassNames[_guesses[i]]);
            context.Canvas.Text(context.Text.Span, new UiRect(box.X - 3, box.Bottom, side + 6, caption), TextStyle.Tiny, context.Theme.TextSecondary, TextAlign.Center);
        }
    }

    private void DrawClasses(UiRect room, Dataset data)
    {
        for (var i = 0; i < data.ClassCount && room.Height > 30; i++)
        {
            var line = room.TakeTop(16, out room);
            context.Canvas.Text(data.ClassNames[i], line, TextStyle.Small, context.Theme.Text);
            context.Text.Clear().AppendCount(_right[i]).Append(" / ").AppendCount(_all[i]);
            context.Canvas.Text(context.Text.Span, line, TextStyle.Small, context.Theme.TextSecondary, TextAlign.Right);
            var bar = room.TakeTop(4, out room);
            context.Canvas.FillRect(bar, context.Theme.Track, 2);
            context.Canvas.FillRect(bar with { Width = bar.Width * _right[i] / Math.Max(1, _all[i]) }, Palette.Class(context.Theme, i), 2);
            room.TakeTop(8, out room);
        }
    }
}
