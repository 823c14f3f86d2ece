namespace NeuroLab.Numerics;

/// <summary>
/// An error that the user can fix: a damaged file, an unknown name, an invalid setting. The message is one line that
/// names the file, the position in it and the remedy; hosts show it verbatim, without a stack trace.
/// </summary>
public sealed class UserErrorException : Exception
{
    /// <summary>What is wrong, in one line; line breaks become spaces.</summary>
    public UserErrorException(string message) : base(message.ReplaceLineEndings(" ")) => Problem = Message;

    /// <summary>What is wrong, in one line, and the exception that caused it.</summary>
    public UserErrorException(string message, Exception inner) : base(message.ReplaceLineEndings(" "), inner) =>
        Problem = Message;

    /// <param name="problem">What is wrong.</param>
    /// <param name="remedy">What to do about it; the message appends it to the problem.</param>
    /// <param name="inner">The exception that caused this one; null for none.</param>
    public UserErrorException(string problem, string remedy, Exception? inner = null)
        : base($"{problem}; {remedy}".ReplaceLineEndings(" "), inner) => Problem = problem.ReplaceLineEndings(" ");

    /// <summary>
    /// The message without its remedy, for callers that offer a better one; the whole message if no remedy was given
    /// separately.
    /// </summary>
    public string Problem { get; }
}
