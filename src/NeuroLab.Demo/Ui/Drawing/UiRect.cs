namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>
/// A rectangle in logical pixels, y down. The <c>Take…</c> methods cut off a strip and return the rest.
/// </summary>
internal readonly record struct UiRect(float X, float Y, float Width, float Height)
{
    public float Right => X + Width;

    public float Bottom => Y + Height;

    public float CenterX => X + Width / 2;

    public float CenterY => Y + Height / 2;

    public bool IsEmpty => !(Width > 0 && Height > 0);

    public bool Contains(float x, float y) => x >= X && x < Right && y >= Y && y < Bottom;

    public bool Intersects(in UiRect other) =>
        X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    public UiRect Intersect(in UiRect other)
    {
        float left = MathF.Max(X, other.X), top = MathF.Max(Y, other.Y);
        float right = MathF.Min(Right, other.Right), bottom = MathF.Min(Bottom, other.Bottom);
        return new UiRect(left, top, MathF.Max(0, right - left), MathF.Max(0, bottom - top));
    }

    /// <summary>Shrinks every side; a negative amount grows it.</summary>
    public UiRect Inset(float horizontal, float vertical) =>
        new(X + horizontal, Y + vertical, MathF.Max(0, Width - 2 * horizontal), MathF.Max(0, Height - 2 * vertical));

    public UiRect Inset(float amount) => Inset(amount, amount);

    public UiRect Offset(float dx, float dy) => this with { X = X + dx, Y = Y + dy };

    // `rest` may be this very rectangle, so each method reads it before writing.
    public UiRect TakeTop(float height, out UiRect rest)
    {
        height = Math.Clamp(height, 0, MathF.Max(0, Height));
        var taken = this with { Height = height };
        rest = new UiRect(X, Y + height, Width, Height - height);
        return taken;
    }

    public UiRect TakeBottom(float height, out UiRect rest)
    {
        height = Math.Clamp(height, 0, MathF.Max(0, Height));
        var taken = new UiRect(X, Bottom - height, Width, height);
        rest = this with { Height = Height - height };
        return taken;
    }

    public UiRect TakeLeft(float width, out UiRect rest)
    {
        width = Math.Clamp(width, 0, MathF.Max(0, Width));
        var taken = this with { Width = width };
        rest = new UiRect(X + width, Y, Width - width, Height);
        return taken;
    }

    public UiRect TakeRight(float width, out UiRect rest)
    {
        width = Math.Clamp(width, 0, MathF.Max(0, Width));
        var taken = new UiRect(Right - width, Y, width, Height);
        rest = this with { Width = Width - width };
        return taken;
    }
}
