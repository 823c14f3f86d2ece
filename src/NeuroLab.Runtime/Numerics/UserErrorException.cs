namespace NeuroLab.Numerics;

/// <summary>
/// Something the user can put right: a damaged file, an unknown name, an impossible setting. The message is one
/// line that names the file, the place in it and the remedy; hosts show it as it is, without a stack trace.
/// </summary>
public sealed class UserErrorException : Exception
{
    /// <summary>What is wrong, in one line; line breaks become spaces.</summary>
    public UserErrorException(string message) : base(message.ReplaceLineEndings(" ")) => Problem = Message;

    /// <summary>What is wrong, in one line, and the exception behind it.</summary>
    public UserErrorException(string message, Exception inner) : base(message.ReplaceLineEndings(" "), inner) =>
        Problem = Message;

    /// <param name="problem">What is wrong.</param>
    /// <param name="remedy">What to do about it; the message puts it behind the problem.</param>
    /// <param name="inner">What was reported below; null for nothing.</param>
    public UserErrorException(string problem, string remedy, Exception? inner = null)
        : base($"{problem}; {remedy}".ReplaceLineEndings(" "), inner) => Problem = problem.ReplaceLineEndings(" ");

    /// <summary>The message without its remedy, for who knows a better one; the whole message where the two were not told apart.</summary>
    public string Problem { get; }
}
