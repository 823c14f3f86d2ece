namespace NeuroLab.Editing;

/// <summary>A checksum of the weights of all runners.</summary>
/// <param name="Step">After how many steps.</param>
/// <param name="Theta">FNV-1a, 64 bits, over the bytes of θ, one runner after the other; 16 hexadecimal digits.</param>
public sealed record RunLogCheck(long Step, string Theta);
