using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>The outline of an icon on a 16 × 16 grid.</summary>
internal sealed class IconPath
{
    public const float GridSize = 16, StrokeWidth = 1.5f;

    private static readonly IconPath[] Icons = Array.ConvertAll(Enum.GetValues<Icon>(), Create);

    private IconPath(string data, bool isStroked)
    {
        Path = SKPath.ParseSvgPathData(data);
        IsStroked = isStroked;
    }

    public SKPath Path { get; }

    public bool IsStroked { get; }

    public static IconPath Of(Icon icon) => Icons[(int)icon];

    private static IconPath Create(Icon icon) => icon switch
    {
        Icon.Play => Filled("M4.5 2.8 L13 8 L4.5 13.2 Z"),
        Icon.Pause => Filled("M4 3 H6.8 V13 H4 Z M9.2 3 H12 V13 H9.2 Z"),
        Icon.StepForward => Filled("M3.2 3.2 L10.4 8 L3.2 12.8 Z M11.2 3.2 H12.8 V12.8 H11.2 Z"),
        Icon.Restart => Filled("M12.8 3.2 L5.6 8 L12.8 12.8 Z M3.2 3.2 H4.8 V12.8 H3.2 Z"),
        Icon.Record => Filled("M8 3.4 A4.6 4.6 0 1 1 8 12.6 A4.6 4.6 0 1 1 8 3.4 Z"),
        Icon.Stop => Filled("M4 4 H12 V12 H4 Z"),
        Icon.ChevronDown => Filled("M4.2 6 H11.8 L8 10.8 Z"),
        Icon.ChevronRight => Filled("M6 4.2 V11.8 L10.8 8 Z"),
        Icon.Reset => Stroked("M3.4 5.2 A5 5 0 1 1 3 8.6 M3.2 2.2 V5.4 H6.4"),
        Icon.Check => Stroked("M3.6 8.4 L6.6 11.4 L12.4 4.8"),
        Icon.Close => Stroked("M4.2 4.2 L11.8 11.8 M11.8 4.2 L4.2 11.8"),
        Icon.Warning => Stroked("M8 2.6 L14 13 H2 Z M8 6.4 V9.4 M8 11.2 V11.3"),
        Icon.Help => Stroked("M5.8 6 A2.2 2.2 0 1 1 8.8 8 Q8 8.4 8 9.6 M8 12 V12.1"),
        Icon.Camera => Stroked("M2.4 5 H5 L6.2 3.4 H9.8 L11 5 H13.6 V12.6 H2.4 Z M8 6.6 A2.1 2.1 0 1 1 8 10.8 A2.1 2.1 0 1 1 8 6.6 Z"),
        Icon.Eye => Stroked("M1.8 8 Q8 1.6 14.2 8 Q8 14.4 1.8 8 Z M8 6 A2 2 0 1 1 8 10 A2 2 0 1 1 8 6 Z"),
        Icon.EyeOff => Stroked("M1.8 8 Q8 1.6 14.2 8 Q8 14.4 1.8 8 Z M3 13.4 L13 2.6"),
        Icon.Target => Stroked("M8 3.4 A4.6 4.6 0 1 1 8 12.6 A4.6 4.6 0 1 1 8 3.4 Z M8 1.4 V4.6 M8 11.4 V14.6 M1.4 8 H4.6 M11.4 8 H14.6"),
        Icon.Plus => Stroked("M8 3 V13 M3 8 H13"),
        Icon.More => Filled("M3.2 6.7 A1.3 1.3 0 1 1 3.2 9.3 A1.3 1.3 0 1 1 3.2 6.7 Z M8 6.7 A1.3 1.3 0 1 1 8 9.3 A1.3 1.3 0 1 1 8 6.7 Z M12.8 6.7 A1.3 1.3 0 1 1 12.8 9.3 A1.3 1.3 0 1 1 12.8 6.7 Z"),
        Icon.Sun => Stroked("M8 5 A3 3 0 1 1 8 11 A3 3 0 1 1 8 5 Z M8 1.4 V2.6 M8 13.4 V14.6 M1.4 8 H2.6 M13.4 8 H14.6 M3.3 3.3 L4.2 4.2 M11.8 11.8 L12.7 12.7 M3.3 12.7 L4.2 11.8 M11.8 4.2 L12.7 3.3"),
        Icon.Undo => Stroked("M5.6 3 L2.6 6 L5.6 9 M2.8 6 H9.4 A3.6 3.6 0 1 1 9.4 13.2 H6"),
        Icon.Redo => Stroked("M10.4 3 L13.4 6 L10.4 9 M13.2 6 H6.6 A3.6 3.6 0 1 0 6.6 13.2 H10"),
        Icon.Trash => Stroked("M2.8 4.4 H13.2 M6 4.4 V2.8 H10 V4.4 M4.2 4.4 L4.8 13.4 H11.2 L11.8 4.4"),
        Icon.Brush => Stroked("M13.4 2.6 L7.2 8.8 M5.4 8.6 A2.4 2.4 0 0 1 7.6 11 C7.6 13.2 5.2 13.8 2.4 13.4 C3.6 12.6 3.2 11.6 3.4 10.6 A2.1 2.1 0 0 1 5.4 8.6 Z"),
        Icon.Eraser => Stroked("M6.2 13 L2.6 9.4 L9 3 L13.4 7.4 L7.8 13 Z M5.8 6.2 L10.2 10.6 M6.2 13 H13.4"),
        Icon.Book => Stroked("M8 4.2 Q5.6 2.6 2.4 3.2 V12.2 Q5.6 11.6 8 13.2 Q10.4 11.6 13.6 12.2 V3.2 Q10.4 2.6 8 4.2 V13.2"),
        _ => throw new ArgumentOutOfRangeException(nameof(icon), icon, null),
    };

    private static IconPath Filled(string data) => new(data, false);

    private static IconPath Stroked(string data) => new(data, true);
}
