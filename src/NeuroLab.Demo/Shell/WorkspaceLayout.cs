using System.Collections.Immutable;
using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// The layout of the panels: fractions of the window that splitters change, and the visible panels, by id.
/// </summary>
internal sealed class WorkspaceLayout(IReadOnlyList<IPanel> panels)
{
    private const float TabHeight = 26, MinLeft = 176, MaxLeft = 0.35f, MinViewHeight = 160;

    private int _opened;

    /// <summary>All panels, in order.</summary>
    public ImmutableArray<DockedPanel> Panels { get; } = [.. panels.Select(panel => new DockedPanel(panel))];

    /// <summary>Width of the left column, as a fraction of the window.</summary>
    public float LeftShare { get; set; } = 0.16f;

    /// <summary>The size they were arranged for, in logical pixels.</summary>
    public float Width { get; private set; }

    /// <inheritdoc cref="Width"/>
    public float Height { get; private set; }

    /// <summary>The front panel on the right; null if none is shown.</summary>
    public DockedPanel? Front { get; private set; }

    /// <summary>The left column; empty if all its panels are hidden.</summary>
    public UiRect Left { get; private set; }

    /// <summary>The tabs of the right dock, above <see cref="Front"/>.</summary>
    public UiRect Tabs { get; private set; }

    /// <summary>The remaining area for the 3D view.</summary>
    public UiRect Viewport { get; private set; }

    /// <summary>The panel with an id.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public DockedPanel this[string id]
    {
        get
        {
            foreach (var docked in Panels)
            {
                if (docked.Panel.Id == id)
                    return docked;
            }
            throw new InvalidOperationException($"no panel is called '{id}'");
        }
    }

    /// <summary>Where a panel is drawn; empty if it is not.</summary>
    public UiRect BoundsOf(string id) => this[id].Bounds;

    /// <summary>Whether a panel is visible: on the right, also in front.</summary>
    public bool IsOpen(string id) => IsOpen(this[id]);

    /// <summary>Shows a panel; on the right in front of the others.</summary>
    public void Show(string id)
    {
        var docked = this[id];
        if (docked is { IsShown: true, Panel.Dock: Dock.Right })
        {
            // Back to a covered panel: closes those opened over it.
            foreach (var other in Panels)
                other.IsShown &= other.Panel.Dock != Dock.Right || other.Opened <= docked.Opened;
        }
        if (!docked.IsShown)
            docked.Opened = ++_opened;
        docked.IsShown = true;
    }

    /// <summary>Shows or hides a panel.</summary>
    public void Toggle(string id)
    {
        if (IsOpen(id))
            this[id].IsShown = false;
        else
            Show(id);
    }

    /// <summary>Computes the layout for a size in logical pixels; hides panels if the view would vanish.</summary>
    public void Arrange(float width, float height)
    {
        (Width, Height) = (width, height);
        var rest = new UiRect(0, 0, width, height);
        Front = null;
        foreach (var docked in Panels)
        {
            docked.Bounds = docked.Panel.Dock == Dock.Top ? rest.TakeTop(docked.Panel.Size.Min, out rest) : default;
            if (docked is { IsShown: true, Panel.Dock: Dock.Right } && width >= docked.Panel.Size.MinWindow
                && docked.Opened >= (Front?.Opened ?? 0))
                Front = docked;
        }
        Tabs = default;
        if (Front is { Panel.Size.IsTall: true })
            ArrangeFront(Front, ref rest);
        for (var i = Panels.Length - 1; i >= 0; i--)
            ArrangeBottom(Panels[i], ref rest);
        if (Front is { Panel.Size.IsTall: false })
            ArrangeFront(Front, ref rest);
        ArrangeLeft(ref rest);
        Viewport = rest;
        foreach (var docked in Panels)
        {
            if (docked.Panel.Dock == Dock.View)
                docked.Bounds = Viewport;
        }
    }

    /// <summary>Changes whenever a saved setting changes.</summary>
    public int RememberedHash()
    {
        var hash = LeftShare.GetHashCode();
        for (var i = 0; i < Panels.Length; i++)
            hash = HashCode.Combine(hash, Panels[i].IsShown, Panels[i].Share);
        return hash;
    }

    private bool IsOpen(DockedPanel docked)
    {
        if (!docked.IsShown || docked.Panel.Dock != Dock.Right)
            return docked.IsShown;
        foreach (var other in Panels)
        {
            if (other is { IsShown: true, Panel.Dock: Dock.Right } && other.Opened > docked.Opened)
                return false;
        }
        return true;
    }

    private void ArrangeFront(DockedPanel docked, ref UiRect rest)
    {
        var size = docked.Panel.Size;
        var column = rest.TakeRight(Math.Clamp(Width * docked.Share, size.Min, MathF.Max(size.Min, Width * size.MaxShare)), out rest);
        (Tabs, docked.Bounds) = (column.TakeTop(TabHeight, out var page), page);
    }

    private void ArrangeBottom(DockedPanel docked, ref UiRect rest)
    {
        var size = docked.Panel.Size;
        if (docked.Panel.Dock != Dock.Bottom || !docked.IsShown || Height < size.MinWindow)
            return;
        docked.Bounds = rest.TakeBottom(
            size.Share == 0 ? size.Min : Math.Clamp(Height * docked.Share, size.Min, MathF.Max(size.Min, rest.Height - MinViewHeight)), out rest);
    }

    private void ArrangeLeft(ref UiRect rest)
    {
        Left = default;
        DockedPanel? last = null;
        foreach (var docked in Panels)
        {
            if (IsAtLeft(docked))
                last = docked;
        }
        if (last is null)
            return;
        Left = rest.TakeLeft(Math.Clamp(Width * LeftShare, MinLeft, MathF.Max(MinLeft, Width * MaxLeft)), out rest);
        var column = Left;
        foreach (var docked in Panels)
        {
            if (IsAtLeft(docked))
                docked.Bounds = docked == last ? column : column.TakeTop(MathF.Min(column.Height, Left.Height * docked.Share), out column);
        }
    }

    private bool IsAtLeft(DockedPanel docked) =>
        docked is { IsShown: true, Panel.Dock: Dock.Left } && Width >= docked.Panel.Size.MinWindow;
}
