using System.CommandLine;

namespace NeuroLab.Demo.Commands;

/// <summary>A command with examples for its help.</summary>
internal sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Arguments after <c>neurolab VERB</c>.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
