// Connects, echoes and releases with DCMTK, again and again in one process, which none of its tools does.
// Command line: port count. Writes the seconds that it took. Compiled by DcmtkAssociations.cs.

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "dcmtk/config/osconfig.h"
#include "dcmtk/dcmnet/assoc.h"
#include "dcmtk/dcmnet/dimse.h"
#include "dcmtk/dcmdata/dcuid.h"
#include "dcmtk/dcmdata/dcxfer.h"

namespace
{
    // As with the option -pdu of the tools.
    const long largestPdu = 131072;
    const int patience = 30;

    void require(const OFCondition& result, const char* what)
    {
        if (result.bad())
        {
            std::fprintf(stderr, "%s: %s\n", what, result.text());
            std::exit(1);
        }
    }

    void associate(T_ASC_Network* network, const char* address)
    {
        T_ASC_Parameters* parameters = nullptr;
        require(ASC_createAssociationParameters(&parameters, largestPdu), "parameters");
        ASC_setAPTitles(parameters, "SENDER", "ANY-SCP", nullptr);
        require(ASC_setPresentationAddresses(parameters, "localhost", address), "addresses");
        const char* syntaxes[] = { UID_LittleEndianImplicitTransferSyntax };
        require(ASC_addPresentationContext(parameters, 1, UID_VerificationSOPClass, syntaxes, 1), "presentation context");

        T_ASC_Association* association = nullptr;
        require(ASC_requestAssociation(network, parameters, &association), "association");
        DIC_US status = 0;
        DcmDataset* detail = nullptr;
        require(DIMSE_echoUser(association, 1, DIMSE_BLOCKING, 0, &status, &detail), "echo");
        delete detail;
        if (status != 0)
        {
            std::fprintf(stderr, "echo: status %04x\n", status);
            std::exit(1);
        }

        require(ASC_releaseAssociation(association), "release");
        require(ASC_destroyAssociation(&association), "close");
    }
}

int main(int argumentCount, char** arguments)
{
    if (argumentCount != 3)
    {
        std::fprintf(stderr, "port count\n");
        return 2;
    }

    OFLog::configure(OFLogger::ERROR_LOG_LEVEL);
    OFStandard::initializeNetwork();
    const OFString address = OFString("127.0.0.1:") + arguments[1];
    const int count = std::atoi(arguments[2]);
    T_ASC_Network* network = nullptr;
    require(ASC_initializeNetwork(NET_REQUESTOR, 0, patience, &network), "network");

    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < count; i++)
    {
        associate(network, address.c_str());
    }

    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    std::printf("%.6f\n", taken.count());
    require(ASC_dropNetwork(&network), "network");
    OFStandard::shutdownNetwork();
    return 0;
}
