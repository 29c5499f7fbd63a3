namespace DicomPS.Generator;

/// <summary>Turns the words of the tables into the names of the engine's enumerations.</summary>
internal static class Names
{
    /// <summary>The UidKind for a UID type of PS3.6 table A-1.</summary>
    internal static string UidKind(string type) => type switch
    {
        "SOP Class" => "SopClass",
        "Meta SOP Class" => "MetaSopClass",
        "Transfer Syntax" => "TransferSyntax",
        "Well-known SOP Instance" => "WellKnownSopInstance",
        "Well-known frame of reference" => "WellKnownFrameOfReference",
        "Synchronization Frame of Reference" => "SynchronizationFrameOfReference",
        "Coding Scheme" => "CodingScheme",
        "DICOM UIDs as a Coding Scheme" => "DicomUidsAsCodingScheme",
        "Application Context Name" => "ApplicationContextName",
        "Service Class" => "ServiceClass",
        "Application Hosting Model" => "ApplicationHostingModel",
        "Mapping Resource" => "MappingResource",
        "LDAP OID" => "LdapOid",
        _ => throw new InvalidDataException($"unknown UID type '{type}'"),
    };

    /// <summary>The DicomServiceClass for a service of uids.tsv.</summary>
    internal static string ServiceOfUid(string service) => service switch
    {
        "" => "None",
        "qr" => "QueryRetrieve",
        "rt_machine_verification" => "RTMachineVerification",
        _ => Pascal(service),
    };

    /// <summary>The DicomServiceClass for a service of status.tsv, whose words partly differ from those of uids.tsv.</summary>
    internal static string ServiceOfStatus(string service) => service switch
    {
        "general" => "None",
        "qr_find" or "qr_move" or "qr_get" => "QueryRetrieve",
        "modality_worklist" => "BasicWorklist",
        "relevant_patient" => "RelevantPatientQuery",
        "non_patient" => "NonPatientObject",
        "print_job_management" => "PrintManagement",
        "application_event_logging" => "ApplicationEvent",
        "media_creation_management" => "MediaCreation",
        "rt_machine_verification" => "RTMachineVerification",
        _ => Pascal(service),
    };

    /// <summary>The command field of the request that a row of status.tsv belongs to; empty where it serves all.</summary>
    internal static string CommandOfStatus(string service) => service switch
    {
        "qr_find" => "0020",
        "qr_move" => "0021",
        "qr_get" => "0010",
        _ => "",
    };

    private static string Pascal(string snake) =>
        string.Concat(snake.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
