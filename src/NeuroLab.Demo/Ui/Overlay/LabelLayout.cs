using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>
/// Prevents overlapping labels: a box is granted only if it is within the area and overlaps no box granted before, so
/// earlier requests have priority.
/// </summary>
internal sealed class LabelLayout
{
    private readonly List<UiRect> _taken = [];
    private UiRect _area;

    public void Begin(in UiRect area)
    {
        _area = area;
        _taken.Clear();
    }

    /// <summary>Reserves a box unconditionally, for something that is drawn in any case.</summary>
    public void Reserve(in UiRect box) => _taken.Add(box);

    public bool TryReserve(in UiRect box)
    {
        if (box.X < _area.X || box.Y < _area.Y || box.Right > _area.Right || box.Bottom > _area.Bottom)
            return false;
        foreach (var taken in _taken)
        {
            if (taken.Intersects(box))
                return false;
        }
        _taken.Add(box);
        return true;
    }

    /// <summary>The box of a text of this size at an anchored position.</summary>
    public static UiRect BoxOf(float width, float height, in HudLabel label) => label.Anchor switch
    {
        LabelAnchor.Left => new UiRect(label.X, label.Y - height / 2, width, height),
        LabelAnchor.Right => new UiRect(label.X - width, label.Y - height / 2, width, height),
        LabelAnchor.Top => new UiRect(label.X - width / 2, label.Y, width, height),
        LabelAnchor.Bottom => new UiRect(label.X - width / 2, label.Y - height, width, height),
        _ => new UiRect(label.X - width / 2, label.Y - height / 2, width, height),
    };
}
