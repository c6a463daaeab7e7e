#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace wallaroo {

/// Where a table that leaves the program comes from: without it a file says nothing a year later.
struct Provenance {
    QString title;    ///< "Users", "Deactivate users"
    QString instance; ///< host[:port]
    QString account;  ///< who was signed in
    qint64 madeAtMs = 0;
    QString filter;       ///< as shown; empty: none
    QString completeness; ///< "37 of 1,204 shown, all that this account may see"
};

/// Plain cells, as they came: whoever writes a file makes them safe for it.
struct Table {
    Provenance from;
    QStringList head;
    std::vector<QStringList> rows; ///< as many cells each as the head has
};

} // namespace wallaroo
