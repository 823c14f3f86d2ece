namespace NeuroLab.Scenes;

/// <summary>How the inspector shows a property.</summary>
public enum PropertyKind
{
    /// <summary>A number: a slider where it has a range, a field otherwise.</summary>
    Number,

    /// <summary>On or off.</summary>
    Toggle,

    /// <summary>One of several entries.</summary>
    Choice,

    /// <summary>A colour, sRGB.</summary>
    Color,

    /// <summary>A line of text.</summary>
    Text,

    /// <summary>A method to call.</summary>
    Button,
}
