using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>Labels of points: each on a plate beside its point, where no other is and the plot has room.</summary>
internal sealed class FigureLabels(SKRect plot, FigureStyle style)
{
    private const byte PlateAlpha = 0xD8;

    private readonly List<SKRect> _taken = [];

    /// <summary>Paints one.</summary>
    public void Paint(FigureCanvas canvas, string text, float x, float y, float radius)
    {
        var (size, room) = (style.SmallSize, radius + 0.35f * style.SmallSize);
        var (width, height) = (FigureText.Measure(text, size) + 0.5f * size, 1.25f * size);
        SKRect[] places =
        [
            At(x + room, y - height / 2), At(x - room - width, y - height / 2), At(x - width / 2, y - room - height), At(x - width / 2, y + room),
            At(x + room, y + room), At(x - room - width, y + room), At(x + room, y - room - height), At(x - room - width, y - room - height),
        ];
        var place = places.FirstOrDefault(each => plot.Contains(each) && !_taken.Any(other => other.IntersectsWith(each)), places[0]);
        _taken.Add(place);
        _taken.Add(new SKRect(x - radius, y - radius, x + radius, y + radius));
        canvas.Fill(place, style.Page.WithAlpha(PlateAlpha));
        canvas.Text(text, place.MidX, place.MidY + 0.36f * size, size, style.Ink, TextAlign.Center);

        SKRect At(float left, float top) => new(left, top, left + width, top + height);
    }
}
