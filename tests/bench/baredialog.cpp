// A dialog with the fields of the sign-in dialog, as quickly written as possible, with the program's libraries linked:
// what a dialog of this size costs whoever makes it.
#include "bench/barepeer.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace {

QLineEdit* secretLine() {
    auto* line = new QLineEdit;
    line->setEchoMode(QLineEdit::Password);
    return line;
}

void fill(QDialog& dialog) {
    auto* form = new QFormLayout(&dialog);
    form->addRow(new QPushButton(QStringLiteral("Try it with a sandbox")));
    form->addRow(QStringLiteral("Profile"), new QComboBox);
    form->addRow(new QPushButton(QStringLiteral("Import creds.json…")));
    form->addRow(QStringLiteral("Instance"), new QLineEdit);
    form->addRow(QString(), new QLabel(QStringLiteral("https://wallaroo.example.com")));
    form->addRow(new QPushButton(QStringLiteral("API and sign-in at different addresses")));
    form->addRow(new QRadioButton(QStringLiteral("User name and password")));
    form->addRow(new QRadioButton(QStringLiteral("Inference token only")));
    form->addRow(QStringLiteral("User name"), new QLineEdit);
    form->addRow(QStringLiteral("Password"), secretLine());
    form->addRow(QStringLiteral("One-time code"), new QLineEdit);
    form->addRow(QStringLiteral("Client ID"), new QLineEdit);
    form->addRow(QStringLiteral("Client secret"), secretLine());
    form->addRow(new QCheckBox(QStringLiteral("remember the client secret and this sign-in")));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(QStringLiteral("Sign in"), QDialogButtonBox::AcceptRole);
    form->addRow(buttons);
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QApplication::setStyle(QStringLiteral("Fusion"));
    QDialog dialog;
    fill(dialog);
    wallaroo::bench::EndAfterFirstPaint end;
    dialog.show();
    return QApplication::exec();
}
