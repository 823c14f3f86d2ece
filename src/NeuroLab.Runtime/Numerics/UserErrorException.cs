namespace NeuroLab.Numerics;

/// <summary>
/// Something the user can put right: a damaged file, an unknown name, an impossible setting. The message is one
/// line that names the file, the place in it and the remedy; hosts show it as it is, without a stack trace.
/// </summary>
public sealed class UserErrorException : Exception
{
    public UserErrorException(string message) : base(message.ReplaceLineEndings(" "))
    {
    }

    public UserErrorException(string message, Exception inner) : base(message.ReplaceLineEndings(" "), inner)
    {
    }
}
