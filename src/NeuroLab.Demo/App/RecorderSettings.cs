using NeuroLab.Components;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Recording;
using NeuroLab.Scenes;

namespace NeuroLab.Demo.App;

/// <summary>
/// The settings of the app's next recording, as shown in the inspector. Not part of the scene: they do not affect a
/// run.
/// </summary>
internal sealed class RecorderSettings
{
    private int _width = 1280, _height = 720, _rate = 30;

    /// <summary>Raised by <see cref="Toggle"/>.</summary>
    public event Action? Toggled;

    /// <summary>The file format.</summary>
    [Header("File"), Choice(typeof(RecordingFormat), nameof(RecordingFormat.All)), Tooltip("Without ffmpeg, videos become GIF animations.")]
    public RecordingFormat Kind { get; set; } = RecordingFormat.Mp4;

    /// <summary>The name pattern; see <see cref="TakeName"/>.</summary>
    [Tooltip("{experiment}, {optimizer}, {seed}, {take}, {date} and {size} are filled in.")]
    public string Name { get; set; } = TakeName.DefaultPattern;

    /// <summary>The folder.</summary>
    [Tooltip("Created if it does not exist.")]
    public string Folder { get; set; } = TakeName.Folder;

    /// <summary>Whether to show the folder in the system's file browser when a recording is finished.</summary>
    [Tooltip("Shows the folder when a take is done.")]
    public bool OpensFolder { get; set; } = true;

    /// <summary>What starts and ends it.</summary>
    [Header("Length"), Label("Mode"), Tooltip("Manual: press F10 to begin and again to end.\nThe others end by themselves.")]
    public RecordLength Length { get; set; }

    /// <summary>Number of frames.</summary>
    [Range(1, 100_000, Log = true), Label("Frames"), ShownWhen(nameof(CountsFrames))]
    public int FrameCount { get; set; } = 240;

    /// <summary>Seconds from the button to the first frame.</summary>
    [ShownWhen(nameof(CountsSeconds)), Label("From second")]
    public double FirstSecond { get; set; }

    /// <summary>Seconds from the button to the end.</summary>
    [ShownWhen(nameof(CountsSeconds)), Label("To second")]
    public double LastSecond { get; set; } = 8;

    /// <summary>The first frame shows this step, or the next one that is a frame.</summary>
    [ShownWhen(nameof(CountsSteps)), Label("From step")]
    public int FirstStep { get; set; }

    /// <summary>No frame shows a later step.</summary>
    [ShownWhen(nameof(CountsSteps)), Label("To step")]
    public int LastStep { get; set; } = 1000;

    /// <summary>A named size and rate.</summary>
    [Header("Picture"), Choice(typeof(FramePreset), nameof(FramePreset.All)), Tooltip("Size of the recorded picture, independent of the window's.")]
    public FramePreset Size
    {
        get => IsOwnSize ? FramePreset.Custom : FramePreset.Of(Format);
        set
        {
            IsOwnSize = value == FramePreset.Custom;
            if (!IsOwnSize)
                (_width, _height, _rate) = (value.Width, value.Height, value.FramesPerSecond);
        }
    }

    /// <summary>Width in pixels.</summary>
    [Range(FrameFormat.MinSide, FrameFormat.MaxWidth, Log = true), ShownWhen(nameof(IsCustomSize))]
    public int Width { get => _width; set => _width = value; }

    /// <summary>Height in pixels.</summary>
    [Range(FrameFormat.MinSide, FrameFormat.MaxHeight, Log = true), ShownWhen(nameof(IsCustomSize))]
    public int Height { get => _height; set => _height = value; }

    /// <summary>Frames per second.</summary>
    [Range(1, FrameFormat.MaxFramesPerSecond, Log = true), ShownWhen(nameof(IsCustomSize)), Label("Frames per second")]
    public int FramesPerSecond { get => _rate; set => _rate = value; }

    /// <summary>Supersampling factor along each side.</summary>
    [Range(1, TakeLook.MaxSupersampling), Tooltip("Renders this many times larger and averages: smoother edges; the time grows with its square.")]
    public int Supersampling { get; set; } = 1;

    /// <summary>The parts of the HUD in the image.</summary>
    [Label("HUD"), Tooltip("Full: texts and charts around the scene. Inset: texts and the loss curve in the picture. None: the scene alone.")]
    public HudStyle Style { get; set; } = HudStyle.Inset;

    /// <summary>Whether to omit the background.</summary>
    [Label("Transparent background"), ShownWhen(nameof(CanBeTransparent))]
    public bool IsTransparent { get; set; }

    /// <summary>Whether it records in real time instead of one fixed time step per frame.</summary>
    [Header("Time"), Label("Real time"), Tooltip("Off: each frame is one fixed step, however slow the machine.\nOn: as it happened; frames repeat where the machine was slower.")]
    public bool IsRealTime { get; set; }

    /// <summary>Training steps between two frames; 0 for the app's setting.</summary>
    [Range(0, 256, Zero = "as in the window"), Label("Steps per frame"), Tooltip("Training steps from one frame to the next while recording; 0 keeps the app's pace.")]
    public int StepsPerFrame { get; set; }

    /// <summary>Whether the camera moves automatically while recording.</summary>
    [Header("Camera"), Label("Moves by itself"), Tooltip("Off: records the view of the window.")]
    public bool LeadsCamera { get; set; }

    /// <summary>The camera's movement.</summary>
    [ShownWhen(nameof(LeadsCamera)), Label("Movement"), Tooltip("Orbit circles the landscape, follow circles the ball, path goes down to the descent's end,\nbookmarks goes past the views kept with Ctrl 1 – 9.")]
    public TakeCamera Camera { get; set; }

    /// <summary>Interpolation between poses of a path.</summary>
    [ShownWhen(nameof(LeadsOnPath))]
    public CameraEasing Easing { get; set; }

    /// <summary>Size and rate.</summary>
    [HideInInspector]
    public FrameFormat Format
    {
        get => new(_width, _height, _rate);
        set
        {
            (_width, _height, _rate) = (value.Width, value.Height, value.FramesPerSecond);
            IsOwnSize = FramePreset.Of(value) == FramePreset.Custom;
        }
    }

    /// <summary>How frames are drawn.</summary>
    public TakeLook Look => new(Style, Supersampling, IsTransparent && CanBeTransparent);

    /// <summary>Whether <see cref="FrameCount"/> applies.</summary>
    public bool CountsFrames => Length == RecordLength.Frames;

    /// <summary>Whether <see cref="FirstSecond"/> and <see cref="LastSecond"/> apply.</summary>
    public bool CountsSeconds => Length == RecordLength.Seconds;

    /// <summary>Whether <see cref="FirstStep"/> and <see cref="LastStep"/> apply.</summary>
    public bool CountsSteps => Length == RecordLength.Steps;

    /// <summary>Whether the size is not a preset.</summary>
    public bool IsCustomSize => Size == FramePreset.Custom;

    /// <summary>Whether the format supports transparency.</summary>
    public bool CanBeTransparent => Kind.HasAlpha;

    /// <summary>Whether the camera follows a path.</summary>
    public bool LeadsOnPath => LeadsCamera && Camera is TakeCamera.Path or TakeCamera.Bookmarks;

    private bool IsOwnSize { get; set; }

    /// <summary>A copy, which later changes do not affect.</summary>
    internal RecorderSettings Copy() => (RecorderSettings)MemberwiseClone();

    /// <summary>Starts or stops a recording.</summary>
    [Button, Label("Start or stop (F10)")]
    public void Toggle() => Toggled?.Invoke();
}
