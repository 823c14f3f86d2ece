using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>Replays recorded commands into a bitmap, one damaged rectangle at a time.</summary>
internal sealed class Rasterizer : IDisposable
{
    private readonly SKPaint _fill = new() { IsAntialias = true };
    private readonly SKPaint _outline = new()
    {
        IsAntialias = true,
        IsStroke = true,
        StrokeJoin = SKStrokeJoin.Round,
        StrokeCap = SKStrokeCap.Round,
    };
    private readonly SKPaint _halo = new() { IsAntialias = true, IsStroke = true, StrokeJoin = SKStrokeJoin.Round };
    private readonly LineRasterizer _lines = new();
    private SKBitmap _bitmap = new();
    private SKCanvas? _canvas;

    /// <summary>Sets the bitmap, which the caller keeps owning.</summary>
    public void Target(SKBitmap bitmap)
    {
        _canvas?.Dispose();
        _bitmap = bitmap;
        _canvas = new SKCanvas(bitmap);
    }

    public void Draw(in Frame frame, SKRectI damage)
    {
        var canvas = _canvas!;
        var clip = damage;
        SetClip(canvas, clip);
        canvas.Clear();
        foreach (ref readonly var command in frame.Commands)
        {
            var visible = SKRectI.Intersect(command.Bounds, damage);
            if (visible.Width <= 0 || visible.Height <= 0)
                continue;
            var wanted = SKRectI.Intersect(command.Clip, damage);
            if (wanted != clip)
            {
                canvas.Restore();
                SetClip(canvas, clip = wanted);
            }
            Draw(canvas, command, frame, visible);
        }
        canvas.Restore();
    }

    public void Dispose()
    {
        _canvas?.Dispose();
        _fill.Dispose();
        _outline.Dispose();
        _halo.Dispose();
    }

    private static void SetClip(SKCanvas canvas, SKRectI clip)
    {
        canvas.Save();
        canvas.ClipRect(clip);
    }

    private void Draw(SKCanvas canvas, in DrawCommand command, in Frame frame, SKRectI visible)
    {
        switch (command.Kind)
        {
            case DrawKind.Rectangle:
                _fill.Color = command.Color;
                canvas.DrawRect(command.Shape, _fill);
                break;
            case DrawKind.RoundRectangle:
                _fill.Color = command.Color;
                canvas.DrawRoundRect(command.Shape, command.Radius, command.Radius, _fill);
                break;
            case DrawKind.RoundOutline:
                _outline.Color = command.Color;
                _outline.StrokeWidth = command.Stroke;
                canvas.DrawRoundRect(command.Shape, command.Radius, command.Radius, _outline);
                break;
            case DrawKind.Polyline:
                _lines.Draw(_bitmap, frame.Points.Slice(command.Start, command.Count), command.Color, command.Stroke, visible);
                break;
            case DrawKind.Text:
                DrawText(canvas, command, frame);
                break;
            case DrawKind.Icon:
                DrawIcon(canvas, command);
                break;
            case DrawKind.Image:
                ImageScaler.Draw(_bitmap, frame.Colors.Slice(command.Start, command.Count), command.Detail,
                    command.Shape, command.Flags != 0, visible);
                break;
        }
    }

    private void DrawText(SKCanvas canvas, in DrawCommand command, in Frame frame)
    {
        var font = frame.Fonts[(TextStyle)command.Detail];
        var text = frame.Characters.Slice(command.Start, command.Count);
        if (command.Stroke > 0)
        {
            _halo.Color = unchecked((uint)command.Flags);
            _halo.StrokeWidth = command.Stroke;
            DrawGlyphs(canvas, font, text, command.Shape, _halo);
        }
        _fill.Color = command.Color;
        DrawGlyphs(canvas, font, text, command.Shape, _fill);
    }

    private static void DrawGlyphs(SKCanvas canvas, UiFont font, ReadOnlySpan<char> text, SKRect origin, SKPaint paint)
    {
        var x = origin.Left;
        foreach (var character in text)
        {
            var glyph = font[character];
            if (glyph.Blob is not null)
                canvas.DrawText(glyph.Blob, x + glyph.Offset, origin.Top, paint);
            x += glyph.Advance;
        }
    }

    private void DrawIcon(SKCanvas canvas, in DrawCommand command)
    {
        var icon = IconPath.Of((Icon)command.Detail);
        canvas.Save();
        canvas.Translate(command.Shape.Left, command.Shape.Top);
        canvas.Scale(command.Shape.Width / IconPath.GridSize);
        var paint = icon.IsStroked ? _outline : _fill;
        paint.Color = command.Color;
        _outline.StrokeWidth = IconPath.StrokeWidth;
        canvas.DrawPath(icon.Path, paint);
        canvas.Restore();
    }

    /// <summary>The recorded content of one frame.</summary>
    public readonly ref struct Frame(ReadOnlySpan<DrawCommand> commands, ReadOnlySpan<char> characters,
        ReadOnlySpan<SKPoint> points, ReadOnlySpan<SKColor> colors, FontSet fonts)
    {
        public readonly ReadOnlySpan<DrawCommand> Commands = commands;
        public readonly ReadOnlySpan<char> Characters = characters;
        public readonly ReadOnlySpan<SKPoint> Points = points;
        public readonly ReadOnlySpan<SKColor> Colors = colors;
        public readonly FontSet Fonts = fonts;
    }
}
