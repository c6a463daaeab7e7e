#pragma once

#include <QDialog>
#include <QList>
#include <QString>
#include <QStringList>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace wallaroo {

class SubjectsModel;

/// What an act would do, in words, before anything is sent. Texts that came from a server are made safe by whoever
/// gives them.
struct Consequences {
    struct Subject {
        QString id;      ///< immutable; shown beside the name (rule 39)
        QString name;    ///< for people
        QString address; ///< e-mail; may be empty
        QString note{};  ///< what follows for this one: "fraud, churn: sole owner"
        bool warns = false;
    };

    struct LeftOut {
        QString id;
        QString name;
        QString reason; ///< "your own account"
    };

    QString title;   ///< "Deactivate 3 users on staging"
    QString summary; ///< "They can no longer sign in. Nothing of theirs is deleted."
    QList<Subject> subjects;
    QList<LeftOut> leftOut{};
    QStringList follows{};    ///< a paragraph each
    QString calls{};          ///< "3 × users/deactivate, then each is read back"
    QString cannotBeUndone{}; ///< one paragraph; empty: all of it can be
    QString act;              ///< the button: verb and number, "Deactivate 3 users"
    QString typedCheck{};     ///< text to be typed before the button works: a user name; empty: none
    QString typedReason{};    ///< why
};

/// Shows Consequences and asks: accepted() acts. "Consequences" on the accessibility bus; read aloud when it opens.
/// [Cancel] has the focus and Enter; Ctrl+Enter presses the acting button. Opened, never executed; deletes itself.
class ConsequenceSheet : public QDialog {
    Q_OBJECT
public:
    explicit ConsequenceSheet(const Consequences& consequences, QWidget* parent = nullptr);
    ~ConsequenceSheet() override;

    /// What was looked up meanwhile about one of the subjects.
    void setNote(const QString& id, const QString& note, bool warns);
    /// One line of what is still being looked up, or could not be; empty: nothing.
    void setLookup(const QString& text);
    /// A choice or a field between what follows and the buttons; the sheet owns it.
    void addExtra(QWidget* widget);
    /// Another button, left of the safe one; the sheet owns it.
    void addButton(QWidget* button);
    /// Whether the acting button may be pressed, whatever was typed.
    void setActEnabled(bool enabled);
    /// Another text on the acting button.
    void setActText(const QString& text);

    [[nodiscard]] QPushButton* actButton() const { return m_act; }

    /// Title, summary, subjects, what is left out and what follows, as text.
    [[nodiscard]] QString plainText() const;

Q_SIGNALS:
    void listSaveRequested(const QString& text); ///< [Save as a list…]

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class SubjectsView;

    void layOut();
    [[nodiscard]] int widthWanted() const;
    void fit();
    void addSubjects(QBoxLayout& column);
    void addTexts(QBoxLayout& column);
    void addTypedCheck(QBoxLayout& column);
    void addButtons(QBoxLayout& column);
    void updateAct();
    [[nodiscard]] QStringList leftOutLines() const;
    [[nodiscard]] QString leftOutText() const;

    Consequences m_consequences;
    SubjectsModel* m_subjects;
    SubjectsView* m_list = nullptr;
    QLabel* m_lookup;
    QVBoxLayout* m_body = nullptr; ///< between title and buttons; scrolls where the screen is low
    QBoxLayout* m_extras;
    QBoxLayout* m_buttons = nullptr;
    QLineEdit* m_typed = nullptr;
    QPushButton* m_act;
    QPushButton* m_cancel;
    bool m_isAllowed = true;
};

} // namespace wallaroo
