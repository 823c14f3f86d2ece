using NeuroLab.Components;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Recording;
using NeuroLab.Scenes;

namespace NeuroLab.Demo.App;

/// <summary>What the app's next take is like, as the inspector shows it. No part of the scene: a run is the same without.</summary>
internal sealed class RecorderSettings
{
    private int _width = 1280, _height = 720, _rate = 30;

    /// <summary>Raised by <see cref="Toggle"/>.</summary>
    public event Action? Toggled;

    /// <summary>The kind of file.</summary>
    [Header("File"), Choice(typeof(RecordingFormat), nameof(RecordingFormat.All)), Tooltip("Without ffmpeg, videos become GIF animations.")]
    public RecordingFormat Kind { get; set; } = RecordingFormat.Mp4;

    /// <summary>What it is called; see <see cref="TakeName"/>.</summary>
    [Tooltip("{experiment}, {optimizer}, {seed}, {take}, {date} and {size} are filled in.")]
    public string Name { get; set; } = TakeName.DefaultPattern;

    /// <summary>Where it goes.</summary>
    [Tooltip("Made when it is missing.")]
    public string Folder { get; set; } = TakeName.Folder;

    /// <summary>Whether the system's file browser shows the folder when a take is done.</summary>
    [Tooltip("Shows the folder when a take is done.")]
    public bool OpensFolder { get; set; } = true;

    /// <summary>What begins and ends it.</summary>
    [Header("Length"), Label("Mode"), Tooltip("Manual: press F10 to begin and again to end.\nThe others end by themselves.")]
    public RecordLength Length { get; set; }

    /// <summary>How many frames.</summary>
    [Range(1, 100_000, Log = true), Label("Frames"), ShownWhen(nameof(CountsFrames))]
    public int FrameCount { get; set; } = 240;

    /// <summary>Seconds of the clock from the button to the first frame.</summary>
    [ShownWhen(nameof(CountsSeconds)), Label("From second")]
    public double FirstSecond { get; set; }

    /// <summary>Seconds of the clock from the button to the end.</summary>
    [ShownWhen(nameof(CountsSeconds)), Label("To second")]
    public double LastSecond { get; set; } = 8;

    /// <summary>The first frame shows this step, or the next that a frame falls on.</summary>
    [ShownWhen(nameof(CountsSteps)), Label("From step")]
    public int FirstStep { get; set; }

    /// <summary>No frame shows a later step.</summary>
    [ShownWhen(nameof(CountsSteps)), Label("To step")]
    public int LastStep { get; set; } = 1000;

    /// <summary>A size and rate by name.</summary>
    [Header("Picture"), Choice(typeof(FramePreset), nameof(FramePreset.All)), Tooltip("Whatever the size of the window.")]
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

    /// <summary>Frames a second.</summary>
    [Range(1, FrameFormat.MaxFramesPerSecond, Log = true), ShownWhen(nameof(IsCustomSize)), Label("Frames per second")]
    public int FramesPerSecond { get => _rate; set => _rate = value; }

    /// <summary>Pixels drawn for each pixel written, along each side.</summary>
    [Range(1, TakeLook.MaxSupersampling), Tooltip("Draws so many times larger and averages: smoother, and slower by its square.")]
    public int Supersampling { get; set; } = 1;

    /// <summary>How much of the HUD is in the picture.</summary>
    [Label("HUD"), Tooltip("Full: texts and charts around the scene. Inset: texts and the loss curve in the picture. None: the scene alone.")]
    public HudStyle Style { get; set; } = HudStyle.Inset;

    /// <summary>Whether the background is left out.</summary>
    [Label("Transparent background"), ShownWhen(nameof(CanBeTransparent))]
    public bool IsTransparent { get; set; }

    /// <summary>Whether a take shows what happened when, instead of one fixed step a frame.</summary>
    [Header("Time"), Label("Real time"), Tooltip("Off: each frame is one fixed step, however slow the machine.\nOn: as it happened; frames repeat where the machine was slower.")]
    public bool IsRealTime { get; set; }

    /// <summary>Training steps between two frames; 0 leaves the app's.</summary>
    [Range(0, 256), Label("Steps per frame"), Tooltip("Training steps from one frame to the next while recording; 0 keeps the app's pace.")]
    public int StepsPerFrame { get; set; }

    /// <summary>Whether the camera is led while recording.</summary>
    [Header("Camera"), Label("Moves by itself"), Tooltip("Off: the take sees what the window sees.")]
    public bool LeadsCamera { get; set; }

    /// <summary>Where it goes.</summary>
    [ShownWhen(nameof(LeadsCamera)), Label("Way"), Tooltip("Orbit circles the landscape, follow circles the ball, path goes down to the descent's end,\nbookmarks goes past the views kept with Ctrl 1 – 9.")]
    public TakeCamera Camera { get; set; }

    /// <summary>How it gets from one pose of a path to the next.</summary>
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

    /// <summary>How a frame is drawn.</summary>
    public TakeLook Look => new(Style, Supersampling, IsTransparent && CanBeTransparent);

    /// <summary>Whether <see cref="FrameCount"/> counts.</summary>
    public bool CountsFrames => Length == RecordLength.Frames;

    /// <summary>Whether <see cref="FirstSecond"/> and <see cref="LastSecond"/> count.</summary>
    public bool CountsSeconds => Length == RecordLength.Seconds;

    /// <summary>Whether <see cref="FirstStep"/> and <see cref="LastStep"/> count.</summary>
    public bool CountsSteps => Length == RecordLength.Steps;

    /// <summary>Whether the size is none of the presets.</summary>
    public bool IsCustomSize => Size == FramePreset.Custom;

    /// <summary>Whether the kind of file has an opacity.</summary>
    public bool CanBeTransparent => Kind.HasAlpha;

    /// <summary>Whether the camera is led along a path.</summary>
    public bool LeadsOnPath => LeadsCamera && Camera is TakeCamera.Path or TakeCamera.Bookmarks;

    private bool IsOwnSize { get; set; }

    /// <summary>As it is now, for a take that later changes are not to disturb.</summary>
    internal RecorderSettings Copy() => (RecorderSettings)MemberwiseClone();

    /// <summary>Starts a take, or ends the one under way.</summary>
    [Button, Label("Start or stop (F10)")]
    public void Toggle() => Toggled?.Invoke();
}
