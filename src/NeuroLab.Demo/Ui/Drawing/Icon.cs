namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>The icons of the interface, drawn as paths instead of by a font.</summary>
internal enum Icon
{
    Play,
    Pause,
    StepForward,
    Restart,
    Record,
    Stop,
    ChevronDown,
    ChevronRight,
    Reset,
    Check,
    Close,
    Warning,
    Help,
    Camera,
    Eye,
    EyeOff,
    Target,
    Plus,
    More,
    Sun,
    Undo,
    Redo,
    Trash,
    Brush,
    Eraser,
    Book,
}
