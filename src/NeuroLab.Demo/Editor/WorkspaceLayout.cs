using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Editor;

/// <summary>Where the panels stand: shares of the window that splitters move, and which panels are shown.</summary>
public sealed class WorkspaceLayout
{
    private const float Line = 1, TabHeight = 26, MinLesson = 400;

    /// <summary>Width of the hierarchy's side, a share of the window.</summary>
    public float LeftShare { get; set; } = 0.16f;

    /// <summary>Width of the inspector, a share of the window.</summary>
    public float RightShare { get; set; } = 0.188f;

    /// <summary>Height of the charts, a share of the window.</summary>
    public float ChartShare { get; set; } = 0.182f;

    /// <summary>Height of the hierarchy, a share of its side.</summary>
    public float HierarchyShare { get; set; } = 0.55f;

    /// <summary>Whether the hierarchy and the picture of the data are shown.</summary>
    public bool ShowsHierarchy { get; set; } = true;

    /// <summary>Whether the inspector is shown.</summary>
    public bool ShowsInspector { get; set; } = true;

    /// <summary>Width of the lesson, a share of the window.</summary>
    public float LessonShare { get; set; } = 0.3125f;

    /// <summary>Whether the lesson stands in the inspector's place, as high as the window.</summary>
    public bool ShowsLesson { get; set; }

    /// <summary>Whether the charts are shown.</summary>
    public bool ShowsCharts { get; set; } = true;

    /// <summary>Whether the timeline is shown.</summary>
    public bool ShowsTimeline { get; set; } = true;

    /// <summary>Along the top.</summary>
    public UiRect Toolbar { get; private set; }

    /// <summary>At the left, above <see cref="Decision"/>; empty while hidden.</summary>
    public UiRect Hierarchy { get; private set; }

    /// <summary>At the left, below.</summary>
    public UiRect Decision { get; private set; }

    /// <summary>At the right, below <see cref="Tabs"/>; empty while hidden or while the lesson has its place.</summary>
    public UiRect Inspector { get; private set; }

    /// <summary>At the right, below <see cref="Tabs"/>; empty while hidden.</summary>
    public UiRect Lesson { get; private set; }

    /// <summary>Above inspector or lesson: which of both is shown.</summary>
    public UiRect Tabs { get; private set; }

    /// <summary>Across the window, below the view.</summary>
    public UiRect Charts { get; private set; }

    /// <summary>Along the bottom.</summary>
    public UiRect Timeline { get; private set; }

    /// <summary>What is left for the 3D view.</summary>
    public UiRect Viewport { get; private set; }

    /// <summary>Works out the places for a size in logical pixels; side panels give way where the view would vanish.</summary>
    public void Arrange(float width, float height)
    {
        var rest = new UiRect(0, 0, width, height);
        Toolbar = rest.TakeTop(40, out rest);
        Lesson = ShowsLesson && width >= 760
            ? rest.TakeRight(Math.Clamp(width * LessonShare, MinLesson, MathF.Max(MinLesson, width * 0.5f)), out rest)
            : default;
        Timeline = ShowsTimeline && height >= 320 ? rest.TakeBottom(38, out rest) : default;
        Charts = ShowsCharts && height >= 400
            ? rest.TakeBottom(Math.Clamp(height * ChartShare, 96, MathF.Max(96, rest.Height - 160)), out rest)
            : default;
        Inspector = ShowsInspector && Lesson.IsEmpty && width >= 560
            ? rest.TakeRight(Math.Clamp(width * RightShare, 216, MathF.Max(216, width * 0.4f)), out rest)
            : default;
        Tabs = default;
        if (!Lesson.IsEmpty)
            (Tabs, Lesson) = (Lesson.TakeTop(TabHeight, out var page), page);
        else if (!Inspector.IsEmpty)
            (Tabs, Inspector) = (Inspector.TakeTop(TabHeight, out var page), page);
        var left = ShowsHierarchy && width >= 760
            ? rest.TakeLeft(Math.Clamp(width * LeftShare, 176, MathF.Max(176, width * 0.35f)), out rest)
            : default;
        Hierarchy = left.TakeTop(left.Height * HierarchyShare, out left);
        Decision = left;
        Viewport = rest;
    }

    /// <summary>The line at the view's left, as wide as it is drawn.</summary>
    public UiRect LeftSplitter => new(Hierarchy.Right - Line, Hierarchy.Y, Line, Hierarchy.Height + Decision.Height);

    /// <summary>The line at the view's right.</summary>
    public UiRect RightSplitter => new(Tabs.X, Tabs.Y, Line, TabHeight + Inspector.Height + Lesson.Height);

    /// <summary>The line above the charts.</summary>
    public UiRect ChartSplitter => new(Charts.X, Charts.Y, Charts.Width, Line);

    /// <summary>The line between hierarchy and data.</summary>
    public UiRect HierarchySplitter => new(Decision.X, Decision.Y, Decision.Width, Line);
}
